package id.balas.sender.desk;

import id.balas.events.Content;
import id.balas.sender.acts.Acts;
import id.balas.sender.delivery.DiscardDelivery;
import id.balas.sender.desk.DeliveryBook.Page;
import id.balas.sender.desk.DeliveryBook.Whole;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/// The deliveries for an admin, and what can be done about them. Each act is done once per
/// `Idempotency-Key`, and is recorded; the role is asked for in SecurityConfiguration. Described in
/// docs/deliveries.md.
@RestController
@RequestMapping("/deliveries")
class DeliveryController {

  private static final Logger log = LoggerFactory.getLogger(DeliveryController.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "Idempotency-Key";
  private static final Pattern KEYS = Pattern.compile("[\\w.:-]{1,100}");

  record Resent(String commandId) {}

  record Discarded(String state, String note) {}

  private final DeliveryBook book;
  private final Resends resends;
  private final DiscardDelivery discards;
  private final DeadLetterReplay deadLetters;
  private final Acts acts;

  DeliveryController(
      DeliveryBook book,
      Resends resends,
      DiscardDelivery discards,
      DeadLetterReplay deadLetters,
      Acts acts) {
    this.book = book;
    this.resends = resends;
    this.discards = discards;
    this.deadLetters = deadLetters;
    this.acts = acts;
  }

  @GetMapping
  Page list(@RequestParam MultiValueMap<String, String> parameters) {
    return book.list(DeliveryFilter.of(parameters));
  }

  @GetMapping("/{id}")
  Whole one(@PathVariable String id) {
    return book.find(id).orElseThrow(Resends.Unknown::new);
  }

  /// The command is on the log; what came of it is a delivery of its own.
  @PostMapping("/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Resent resend(
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller,
      HttpServletRequest body)
      throws IOException {
    Acts.Request request = request(key, "resend", id, caller);
    Content edited = ActBody.read(body.getInputStream()).content();
    Whole delivery = resends.resendable(id);
    return new Resent(resends.resend(acts, request, delivery, edited, subject(caller)));
  }

  @PostMapping("/{id}/discard")
  Discarded discard(
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller,
      HttpServletRequest body)
      throws IOException {
    Acts.Request request = request(key, "discard", id, caller);
    String note = ActBody.read(body.getInputStream()).note();
    return new Discarded("DROPPED", acts.repeatable(request, _ -> discarded(id, note)));
  }

  private String discarded(String id, String note) {
    return switch (discards.discard(id, note)) {
      case DiscardDelivery.Discarded _ -> note;
      case DiscardDelivery.NotKnown _ -> throw new Resends.Unknown();
      case DiscardDelivery.UnderWay _ ->
          throw new ResponseStatusException(
              HttpStatus.CONFLICT,
              "It is ATTEMPTING: a call is under way, see in some seconds what came of it.");
      case DiscardDelivery.EndedAlready(String state) ->
          throw new ResponseStatusException(
              HttpStatus.CONFLICT, "It is " + state + ": nothing is left to discard.");
    };
  }

  /// Those that failed since then; with `dryRun=true` it says how many they are and does nothing.
  @PostMapping("/resend")
  Object resendAll(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller) {
    DeliveryFilter.known(parameters, Set.of("since", "channel", "reason", "dryRun"));
    Instant since = DeliveryFilter.time(parameters, "since");
    if (since == null) {
      throw new BadRequest("since", "is missing: write it as in 2026-11-23T08:00:00Z.");
    }
    var which =
        new Resends.Which(
            since,
            DeliveryFilter.text(parameters, "channel"),
            DeliveryFilter.text(parameters, "reason"));
    if (isDryRun(parameters)) {
      return resends.count(which);
    }
    Acts.Request request = request(key, "resend-failed", which.toString(), caller);
    String result =
        acts.repeatable(
            request,
            at -> JSON.writeValueAsString(resends.resendAll(request, at, which, subject(caller))));
    return JSON.readValue(result, Resends.Bulk.class);
  }

  @PostMapping("/dead-letters/replay")
  DeadLetterReplay.Result replay(
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller) {
    DeliveryFilter.known(parameters, Set.of("dryRun"));
    if (isDryRun(parameters)) {
      return deadLetters.replay(true);
    }
    String result =
        acts.repeatable(
            request(key, "replay", DeadLetterReplay.TOPIC, caller),
            _ -> JSON.writeValueAsString(deadLetters.replay(false)));
    return JSON.readValue(result, DeadLetterReplay.Result.class);
  }

  private static boolean isDryRun(MultiValueMap<String, String> parameters) {
    String value = DeliveryFilter.text(parameters, "dryRun");
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new BadRequest("dryRun", "is neither true nor false.");
    }
    return "true".equals(value);
  }

  private static Acts.Request request(
      @Nullable String key, String act, String subject, Jwt caller) {
    if (key == null || !KEYS.matcher(key).matches()) {
      throw new BadRequest(
          KEY,
          "is missing or is not 1 to 100 letters, digits and . _ : - : send a fresh UUID, and the same one again to repeat.");
    }
    log.info(
        "Asked to {} {} as requestId={}",
        act,
        act.equals("resend-failed") ? "what failed" : subject,
        key);
    return new Acts.Request(key, act, subject, by(caller));
  }

  private static String by(Jwt caller) {
    String name = caller.getClaimAsString("name");
    return name == null ? subject(caller) : name + " (" + subject(caller) + ")";
  }

  private static String subject(Jwt caller) {
    return String.valueOf(caller.getSubject());
  }
}
