package id.balas.sender.whapi;

import id.balas.sender.whapi.SendResult.Accepted;
import id.balas.sender.whapi.SendResult.ChannelDown;
import id.balas.sender.whapi.SendResult.Rejected;
import id.balas.sender.whapi.SendResult.Throttled;
import id.balas.sender.whapi.SendResult.Trouble;
import id.balas.sender.whapi.SendResult.Unknown;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The provider's answer to a send. Three shapes of error are met: `{"error":{"code","message"}}`, the flat
/// `{"code":402,"error":"…"}`, and a proxy's text or HTML.
record WhapiAnswer(int status, String body, @Nullable String retryAfter) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_REASON = 300;

  /// | status | meaning | whose trouble |
  /// | --- | --- | --- |
  /// | 200, 201 with `sent` and `message.id` | taken | |
  /// | 200 without | nobody knows | unknown |
  /// | 401 | no such token, or WhatsApp is not linked | the channel |
  /// | 402 | the trial's or the plan's limit | the channel |
  /// | 404 "channel not found" | a removed or unpaid channel | the channel |
  /// | 429 | too many requests | not sent, later |
  /// | 5xx | the provider's or a proxy's trouble | unknown |
  /// | any other | wrong number, blocked, too large | the message |
  SendResult result() {
    String reason = reason();
    return switch (status) {
      case 200, 201 -> taken();
      case 401 -> new ChannelDown(Trouble.UNLINKED, reason);
      case 402 -> new ChannelDown(Trouble.LIMIT, reason);
      case 404 ->
          reason.toLowerCase(Locale.ROOT).contains("channel not found")
              ? new ChannelDown(Trouble.REMOVED, reason)
              : new Rejected(reason);
      case 429 -> new Throttled(reason, retryAfterSeconds());
      default -> status >= 400 && status < 500 ? new Rejected(reason) : new Unknown(reason);
    };
  }

  private SendResult taken() {
    JsonNode json = json();
    String id = json.path("message").path("id").asString("").replace("\0", "");
    return json.path("sent").asBoolean(false) && !id.isBlank()
        ? new Accepted(id)
        : new Unknown("answered " + status + " without a message id");
  }

  String reason() {
    JsonNode json = json();
    JsonNode error = json.path("error");
    String message =
        error.isObject()
            ? error.path("message").asString("")
            : error.asString(json.path("message").asString(""));
    String details = error.path("details").asString("");
    String words = (message.isBlank() ? body.strip() : message) + (details.isBlank() ? "" : ": " + details);
    return shortened(status + " " + words.replaceAll("[\\s\\x00]+", " "));
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
  }

  private @Nullable Duration retryAfterSeconds() {
    return retryAfter != null && retryAfter.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null;
  }
}
