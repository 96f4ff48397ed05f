package id.balas.sender.pacing;

import id.balas.sender.acts.Acts;
import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.channel.TestMessages;
import id.balas.sender.pacing.ChannelStatuses.ChannelStatus;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/// The channels as an admin sees them: how they stand, stopping and starting them, and trying one.
/// Each act is done once per `Idempotency-Key`, and recorded. The role is asked for in
/// SecurityConfiguration.
@RestController
@RequestMapping("/channels")
class ChannelController {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "Idempotency-Key";
  private static final Pattern RECIPIENT = Pattern.compile("[\\d-]{9,31}(@[\\w.]{1,30})?");
  private static final int LONGEST_NOTE = 500;
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_KEY = 200;

  record Note(@Nullable String note) {}

  record TestMessage(@Nullable String to, @Nullable String text) {}

  private final Channels channels;
  private final Pauses pauses;
  private final ChannelStatuses statuses;
  private final TestMessages testMessages;
  private final Acts acts;

  ChannelController(
      Channels channels,
      Pauses pauses,
      ChannelStatuses statuses,
      TestMessages testMessages,
      Acts acts) {
    this.channels = channels;
    this.pauses = pauses;
    this.statuses = statuses;
    this.testMessages = testMessages;
    this.acts = acts;
  }

  @GetMapping
  List<ChannelStatus> channels() {
    return channels.all().stream().map(statuses::of).toList();
  }

  @PostMapping("/{name}/pause")
  ChannelStatus pause(
      @PathVariable String name,
      @RequestBody Note body,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller) {
    Channel channel = named(name);
    String note = text(body.note(), "note", LONGEST_NOTE);
    acts.once(
        request(key, "pause", name, caller),
        () -> {
          pauses.pause(name, note, by(caller));
          return "paused: " + note;
        });
    return statuses.of(channel);
  }

  @PostMapping("/{name}/resume")
  ChannelStatus resume(
      @PathVariable String name,
      @RequestBody(required = false) @Nullable Note body,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller) {
    Channel channel = named(name);
    String note =
        body == null || body.note() == null ? "" : text(body.note(), "note", LONGEST_NOTE);
    acts.once(
        request(key, "resume", name, caller),
        () -> {
          pauses.resume(name, note, by(caller));
          return "resumed: " + note;
        });
    return statuses.of(channel);
  }

  /// Calls the provider at once, whatever pauses, quiet hours, budgets or the breaker say.
  @PostMapping("/{name}/test-message")
  TestMessages.Answer testMessage(
      @PathVariable String name,
      @RequestBody TestMessage body,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt caller) {
    Channel channel = named(name);
    String to = text(body.to(), "to", LONGEST_NOTE);
    String text = text(body.text(), "text", LONGEST_TEXT);
    if (!RECIPIENT.matcher(to).matches()) {
      throw bad(
          "to is no number of 9 or more digits: write it with its country and without +, as in 6281112223334.");
    }
    String answer =
        acts.once(
            request(key, "test-message", name + "/" + to, caller),
            () -> JSON.writeValueAsString(testMessages.send(channel, to, text)));
    return JSON.readValue(answer, TestMessages.Answer.class);
  }

  private Channel named(String name) {
    Channel channel = channels.named(name);
    if (channel == null) {
      List<String> names = channels.all().stream().map(Channel::name).toList();
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "There is no such channel: the settings name " + String.join(", ", names) + ".");
    }
    return channel;
  }

  private static Acts.Request request(
      @Nullable String key, String act, String subject, Jwt caller) {
    String id = key == null ? UUID.randomUUID().toString() : text(key, KEY, LONGEST_KEY);
    return new Acts.Request(id, act, subject, by(caller));
  }

  private static String by(Jwt caller) {
    String id = String.valueOf(caller.getSubject());
    String name = caller.getClaimAsString("name");
    return name == null ? id : name + " (" + id + ")";
  }

  private static String text(@Nullable String value, String name, int longest) {
    if (value == null || value.isBlank()) {
      throw bad(name + " is missing: write some words.");
    }
    if (value.length() > longest || value.indexOf('\0') >= 0) {
      throw bad(
          name + " is longer than " + longest + " characters or has a NUL in it: shorten it.");
    }
    return value.strip();
  }

  private static ResponseStatusException bad(String problem) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, problem);
  }
}
