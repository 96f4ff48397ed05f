package id.balas.ingest.whapi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the provider answered. These shapes of error are met: `{"error":{"code","message"}}`, the
/// flat `{"code","error"}` and `{"code","message"}`, and the text or HTML of a proxy that stands
/// before the provider.
@SuppressWarnings("ArrayRecordComponent")
record WhapiAnswer(int status, byte[] body, @Nullable String retryAfter, @Nullable Instant at) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_REASON = 200;
  private static final Pattern NOT_TO_BE_KEPT = Pattern.compile("[\\s\\p{Cc}\\p{Cs}]+");

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /// | status | meaning | what a person does |
  /// | --- | --- | --- |
  /// | 401 | no such token, or WhatsApp is not linked or restricted | link the number, or set the right token |
  /// | 402 | the trial's or the plan's limit | raise the plan |
  /// | 404 "channel not found" | a removed or unpaid channel | renew it, or set another token |
  /// | 404 in other words | not the provider | set `WHAPI_BASE_URL` |
  /// | 429, 5xx and any other | the provider's or a proxy's trouble | nothing: it is asked again |
  String trouble() {
    String said = "the provider answered " + status + said();
    return switch (status) {
      case 401 ->
          said
              + "; link the number in Whapi's panel, or set its token in WHAPI_TOKEN or WHAPI_CHANNELS";
      case 402 -> said + "; the plan's limit is reached: raise it in Whapi's panel";
      case 404 ->
          said().toLowerCase(Locale.ROOT).contains("channel not found")
              ? said + "; the channel was removed or is not paid: renew it, or set another token"
              : said + "; look whether WHAPI_BASE_URL is right";
      default -> said;
    };
  }

  private String said() {
    JsonNode json = json();
    JsonNode error = json.path("error");
    String words =
        error.isObject()
            ? error.path("message").asString("")
            : error.asString(json.path("message").asString(""));
    String line = NOT_TO_BE_KEPT.matcher(words).replaceAll(" ").strip();
    return line.isEmpty()
        ? ""
        : " (" + line.substring(0, Math.min(line.length(), LONGEST_REASON)) + ")";
  }

  /// The header `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3); null where nobody can
  /// read it.
  @Nullable Duration retryAfter(Instant now) {
    if (retryAfter == null) {
      return null;
    }
    if (retryAfter.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
    }
    Instant date = date(retryAfter);
    Instant theirs = at == null ? now : at;
    return date == null
        ? null
        : date.isBefore(theirs) ? Duration.ZERO : Duration.between(theirs, date);
  }

  /// Null for what is no date as HTTP writes them.
  static @Nullable Instant date(String written) {
    try {
      return Instant.from(
          ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException _) {
      return null;
    }
  }
}
