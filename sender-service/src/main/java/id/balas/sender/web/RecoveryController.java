package id.balas.sender.web;

import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Recovery after an outage, for admins: resends all failed deliveries, replays dead letters.
@RestController
@RequestMapping("/deliveries")
@Tag(name = "Deliveries", description = "Outgoing messages: search, resend and discard (admins)")
class RecoveryController {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOPIC = "Messages to customers, or what customers and agents sent";

  record BulkParameters(
      @Parameter(description = "Failed at or after", example = "2026-11-23T08:00:00Z")
          @NotNull(message = "is missing. Write a time such as 2026-11-23T08:00:00Z")
          Instant since,
      @Parameter(description = "Name of the channel", example = "default") @PlainText
          @Nullable String channel,
      @Parameter(description = "Part of the reason, case-insensitive", example = "blocked")
          @PlainText
          @Nullable String reason,
      @Parameter(description = "Only counts; needs no key", example = "true")
          @Nullable Boolean dryRun) {

    ResendClaims.Which which() {
      return new ResendClaims.Which(
          since, DeliveryController.stripped(channel), DeliveryController.stripped(reason));
    }
  }

  private final Resends resends;
  private final DeadLetterReplay replays;
  private final DeadLetterList list;
  private final IdempotentActions actions;

  RecoveryController(
      Resends resends, DeadLetterReplay replays, DeadLetterList list, IdempotentActions actions) {
    this.resends = resends;
    this.replays = replays;
    this.list = list;
    this.actions = actions;
  }

  @Operation(
      summary = "Resend all failed deliveries",
      description =
          "Those that failed since then and whose result is known, 10,000 at most. With `dryRun` the answer is"
              + " `{failed, undecided}` and nothing is sent.")
  @ApiResponse(
      responseCode = "200",
      description = "`left` failed deliveries remain for the next request",
      content = @Content(schema = @Schema(oneOf = {Resends.Bulk.class, Resends.Count.class})))
  @PostMapping("/resend")
  Object resendAll(
      @ParameterObject @ModelAttribute @Valid BulkParameters parameters,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    var which = parameters.which();
    if (Boolean.TRUE.equals(parameters.dryRun())) {
      return resends.count(which);
    }
    Requester by = Requester.of(token);
    var request =
        DeliveryController.request(required(key), "resend-failed", which.toString(), by, null);
    String result =
        actions.repeatable(
            request, at -> JSON.writeValueAsString(resends.resendAll(request, at, which, by)));
    return JSON.readValue(result, Resends.Bulk.class);
  }

  @Operation(
      summary = "List dead letters",
      description = "Records that could not be processed, newest first, 200 at most.")
  @GetMapping("/dead-letters")
  DeadLetterList.All deadLetters(
      @Parameter(description = TOPIC, example = "CHAT_INPUTS")
          @RequestParam(defaultValue = "OUTBOUND_MESSAGES")
          DeadLetterTopic topic) {
    return list.of(topic);
  }

  @Operation(
      summary = "Replay dead letters",
      description =
          "Republishes the records that this release can read. With `dryRun` it only counts them. Customers get no"
              + " automatic answer to a message older than 15 minutes.")
  @PostMapping("/dead-letters/replay")
  DeadLetterReplay.Result replay(
      @Parameter(description = "Only counts; needs no key", example = "true")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @Parameter(description = TOPIC, example = "CHAT_INPUTS")
          @RequestParam(defaultValue = "OUTBOUND_MESSAGES")
          DeadLetterTopic topic,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    if (dryRun) {
      return replays.replay(topic, true);
    }
    var request =
        DeliveryController.request(
            required(key), "replay", topic.deadLetters(), Requester.of(token), null);
    String result =
        actions.repeatable(request, _ -> JSON.writeValueAsString(replays.replay(topic, false)));
    return JSON.readValue(result, DeadLetterReplay.Result.class);
  }

  private static IdempotencyKey required(@Nullable IdempotencyKey key) {
    if (key == null) {
      throw ProblemException.invalid(
          IdempotencyKey.HEADER,
          "is missing. Send a new UUID, and the same one again to repeat the request.");
    }
    return key;
  }
}
