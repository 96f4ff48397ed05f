package id.balas.sender.whapi;

import id.balas.sender.whapi.SendResult.Accepted;
import id.balas.sender.whapi.SendResult.ChannelDown;
import id.balas.sender.whapi.SendResult.NotSent;
import id.balas.sender.whapi.SendResult.Rejected;
import id.balas.sender.whapi.SendResult.Throttled;
import id.balas.sender.whapi.SendResult.Trouble;
import id.balas.sender.whapi.SendResult.Unknown;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The provider's answer to a send. These shapes of error are met:
/// `{"error":{"code","message","details"}}`, the flat `{"code":402,"error":"…"}` and
/// `{"code","message"}`, and the text or HTML of a proxy that stands before the provider.
record WhapiAnswer(int status, String body, @Nullable Duration retryAfter) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_REASON = 300;
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern NOT_TO_BE_KEPT = Pattern.compile("[\\s\\p{Cc}\\p{Cs}]+");

  /// | status | meaning | whose trouble |
  /// | --- | --- | --- |
  /// | 200, 201 with `sent` and `message.id` | taken | |
  /// | 200, 201 without | nobody knows | unknown |
  /// | 400, 413, 415, 422 | wrong number or parameters, too large, no such type | the message |
  /// | 401 | no such token, or WhatsApp is not linked or restricted | the channel |
  /// | 402 | the trial's or the plan's limit | the channel |
  /// | 403, other 4xx in the provider's words | blocked, no admin, not in the trial's list | the message |
  /// | 404 "channel not found" | a removed or unpaid channel | the channel |
  /// | 404 in other words of the provider | the media id is gone | the message |
  /// | 403, 404, other 4xx of a proxy | the provider never saw it: a firewall, a wrong `WHAPI_BASE_URL` | not sent, later |
  /// | 408 | the provider or a proxy lost patience | unknown |
  /// | 429 | too many requests | not sent, later |
  /// | 5xx, 3xx, 204 and any other | the provider's or a proxy's trouble | unknown |
  SendResult result() {
    String reason = reason();
    return switch (status) {
      case 200, 201 -> taken();
      case 400, 413, 415, 422 -> new Rejected(reason);
      case 401 -> new ChannelDown(Trouble.UNLINKED, reason);
      case 402 -> new ChannelDown(Trouble.LIMIT, reason);
      case 408 -> new Unknown(reason);
      case 429 -> new Throttled(reason, retryAfter);
      default -> status >= 400 && status < 500 ? refused(reason) : new Unknown(reason);
    };
  }

  private SendResult taken() {
    JsonNode json = json();
    String id = json.path("message").path("id").asString("");
    return json.path("sent").asBoolean(false) && ID.matcher(id).matches()
        ? new Accepted(id)
        : new Unknown("answered " + status + " without a message id");
  }

  private SendResult refused(String reason) {
    return words().isBlank()
        ? new NotSent("refused on the way to the provider: " + reason)
        : isOfARemovedChannel() ? new ChannelDown(Trouble.REMOVED, reason) : new Rejected(reason);
  }

  private boolean isOfARemovedChannel() {
    return status == 404 && words().toLowerCase(Locale.ROOT).contains("channel not found");
  }

  /// The provider itself says that it has no such thing; a wrong address, a proxy and a removed
  /// channel say 404 too.
  boolean saysNotFound() {
    return status == 404
        && words().toLowerCase(Locale.ROOT).contains("not found")
        && !isOfARemovedChannel();
  }

  /// For people: the status and what was said of it, on one short line.
  String reason() {
    String details = json().path("error").path("details").asString("");
    String said =
        (words().isBlank() ? body.strip() : words()) + (details.isBlank() ? "" : ": " + details);
    return NOT_TO_BE_KEPT.matcher(shortened(status + " " + said)).replaceAll(" ").strip();
  }

  // Empty where it was not the provider who spoke.
  private String words() {
    JsonNode json = json();
    JsonNode error = json.path("error");
    return error.isObject()
        ? error.path("message").asString("")
        : error.asString(json.path("message").asString(""));
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
}
