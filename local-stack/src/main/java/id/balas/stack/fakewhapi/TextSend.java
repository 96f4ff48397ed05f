package id.balas.stack.fakewhapi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A `POST /messages/text` that the provider would take; `chatId` always has its suffix.
record TextSend(String chatId, String body, @Nullable String quoted) {

  private static final Pattern TO = Pattern.compile("[\\d-]{9,31}(@[\\w.]{1,})?");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("[A-Za-z0-9._]{4,30}-[A-Za-z0-9._]{4,30}(-[A-Za-z0-9._]{4,10})?(-[A-Za-z0-9._]{2,10})?");
  private static final int LONGEST_TYPING_SECONDS = 60;

  static TextSend read(JsonNode request) {
    String to = request.path("to").asString("");
    check(TO.matcher(to).matches(), "to");
    check(!request.path("body").asString("").isEmpty(), "body");
    JsonNode quoted = request.path("quoted");
    check(quoted.isMissingNode() || MESSAGE_ID.matcher(quoted.asString("")).matches(), "quoted");
    double typing = request.path("typing_time").asDouble(0);
    check(typing >= 0 && typing <= LONGEST_TYPING_SECONDS, "typing_time");
    return new TextSend(
        to.contains("@") ? to : to + "@s.whatsapp.net",
        request.path("body").asString(""),
        quoted.isMissingNode() ? null : quoted.asString(""));
  }

  private static void check(boolean right, String field) {
    if (!right) {
      throw new Refusal(400, "wrong request parameters", "parameter '" + field + "' is invalid");
    }
  }
}
