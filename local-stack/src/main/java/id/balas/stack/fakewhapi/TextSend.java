package id.balas.stack.fakewhapi;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A `POST /messages/text` that the provider would take; `chatId` always has its suffix. The call lasts as long as
/// `typing`.
record TextSend(String chatId, String body, @Nullable String quoted, Duration typing) {

  private static final Pattern TO = Pattern.compile("[\\d-]{9,31}(@[\\w.]{1,})?");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("[A-Za-z0-9._]{4,30}-[A-Za-z0-9._]{4,30}(-[A-Za-z0-9._]{4,10})?(-[A-Za-z0-9._]{2,10})?");
  private static final int LONGEST_TYPING_SECONDS = 60;

  static TextSend read(JsonNode request) {
    JsonNode to = request.path("to");
    check(to.isString() && TO.matcher(to.stringValue()).matches(), "to");
    JsonNode body = request.path("body");
    check(body.isString() && !body.stringValue().isEmpty(), "body");
    JsonNode quoted = request.path("quoted");
    check(isAbsent(quoted) || isMessageId(quoted), "quoted");
    // An edit sends no new message, and this fake has none of it yet.
    check(isAbsent(request.path("edit")), "edit");
    String chatId = to.stringValue();
    return new TextSend(
        chatId.contains("@") ? chatId : chatId + "@s.whatsapp.net",
        body.stringValue(),
        isAbsent(quoted) ? null : quoted.stringValue(),
        typing(request.path("typing_time")));
  }

  private static boolean isMessageId(JsonNode quoted) {
    return quoted.isString() && MESSAGE_ID.matcher(quoted.stringValue()).matches();
  }

  private static Duration typing(JsonNode seconds) {
    if (isAbsent(seconds)) {
      return Duration.ZERO;
    }
    double typing = seconds.asDouble(-1);
    check(seconds.isNumber() && typing >= 0 && typing <= LONGEST_TYPING_SECONDS, "typing_time");
    return Duration.ofMillis(Math.round(typing * 1000));
  }

  private static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }

  private static void check(boolean right, String field) {
    if (!right) {
      throw new Refusal(400, "wrong request parameters", "parameter '" + field + "' is invalid");
    }
  }
}
