package id.balas.whapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.service.text.ShortText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A response of the provider. Its errors have these shapes:
/// `{"error":{"code","message","details"}}`, the flat `{"code":402,"error":"…"}` and
/// `{"code","message"}`. A proxy in front of the provider returns text or HTML.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WhapiAnswer(int status, byte[] body, @Nullable Duration retryAfter) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_REASON = 300;
  private static final int LONGEST_QUOTE = 200;
  // PostgreSQL stores neither NUL nor unpaired surrogates.
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\s\\p{Cc}\\p{Cs}]+");
  private static final Pattern REMOVED_CHANNEL =
      Pattern.compile("(?i)\\bchannel (?:is |was )?not found\\b");
  private static final Pattern MISSING =
      Pattern.compile("(?i)(?:the |specified )*(\\w+) (?:is |was )?not found\\W*");

  public boolean isOk() {
    return status == 200 || status == 201;
  }

  /// Null for a success. Every status of the provider and its proxies:
  ///
  /// | status | meaning | failure |
  /// | --- | --- | --- |
  /// | 200, 201 | success | |
  /// | 400, 413, 415, 422 | wrong number or parameters, too large, no such type | `REJECTED` |
  /// | 401 | no such token, or WhatsApp is not linked or restricted | `UNLINKED` |
  /// | 402 | the trial's or the plan's limit | `PLAN_LIMIT` |
  /// | 403, other 4xx with the provider's message | blocked, no admin, not in the trial's list | `REJECTED` |
  /// | 404 "channel not found" | a removed or unpaid channel | `CHANNEL_REMOVED` |
  /// | 404 with another message of the provider | the media id is gone | `REJECTED` |
  /// | 403, 404, other 4xx of a proxy | a firewall, a wrong `WHAPI_BASE_URL` | `NOT_REACHED` |
  /// | 408 | a timeout of the provider or a proxy | `UNKNOWN` |
  /// | 429 | too many requests | `THROTTLED` |
  /// | 5xx, 3xx, 204 and any other | an error of the provider or a proxy | `UNKNOWN` |
  public @Nullable WhapiFailure failure() {
    return switch (status) {
      case 200, 201 -> null;
      case 400, 413, 415, 422 -> WhapiFailure.REJECTED;
      case 401 -> WhapiFailure.UNLINKED;
      case 402 -> WhapiFailure.PLAN_LIMIT;
      case 408 -> WhapiFailure.UNKNOWN;
      case 429 -> WhapiFailure.THROTTLED;
      default -> status >= 400 && status < 500 ? refusal() : WhapiFailure.UNKNOWN;
    };
  }

  private WhapiFailure refusal() {
    if (message().isBlank()) {
      return WhapiFailure.NOT_REACHED;
    }
    return isOfRemovedChannel() ? WhapiFailure.CHANNEL_REMOVED : WhapiFailure.REJECTED;
  }

  private boolean isOfRemovedChannel() {
    return status == 404 && REMOVED_CHANNEL.matcher(message()).find();
  }

  /// Whether the provider itself reports that this resource, such as `chat`, does not exist. A
  /// gateway's 404 can be JSON with "Not Found", too: its message must name the resource.
  public boolean isNotFound(String resource) {
    Matcher missing = MISSING.matcher(message().strip());
    return status == 404 && missing.matches() && resource.equalsIgnoreCase(missing.group(1));
  }

  /// For admins and the database: status and message on one short line, including the text of a
  /// proxy.
  public String reason() {
    String details = json().path("error").path("details").asString("");
    String said =
        (message().isBlank() ? text().strip() : message())
            + (details.isBlank() ? "" : ": " + details);
    return shortReason(status + " " + said);
  }

  /// For admins: what happened and what to do, without the text of a proxy.
  public String explanation() {
    String message = oneLine(message(), LONGEST_QUOTE);
    String answered =
        "the provider answered " + status + (message.isEmpty() ? "" : " (" + message + ")");
    String advice = advice();
    return advice.isEmpty() ? answered : answered + "; " + advice;
  }

  private String advice() {
    WhapiFailure failure = failure();
    if (status == 404 && failure != WhapiFailure.CHANNEL_REMOVED) {
      return "check WHAPI_BASE_URL";
    }
    return failure == null ? "" : failure.advice();
  }

  // Empty if a proxy answered.
  private String message() {
    JsonNode json = json();
    JsonNode error = json.path("error");
    return error.isObject()
        ? error.path("message").asString("")
        : error.asString(json.path("message").asString(""));
  }

  /// Returns a missing node if the body is not JSON.
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return repaired();
    }
  }

  // The parser rejects malformed UTF-8 in bytes. Decoding to text replaces it.
  private JsonNode repaired() {
    try {
      return JSON.readTree(text());
    } catch (JacksonException _) {
      return JSON.missingNode();
    }
  }

  public String text() {
    return new String(body, UTF_8);
  }

  /// Any text as a reason: one short line that the database can store.
  public static String shortReason(String text) {
    return oneLine(text, LONGEST_REASON);
  }

  private static String oneLine(String text, int longest) {
    return UNPRINTABLE.matcher(ShortText.of(text, longest)).replaceAll(" ").strip();
  }
}
