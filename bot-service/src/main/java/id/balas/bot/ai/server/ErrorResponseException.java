package id.balas.bot.ai.server;

import id.balas.bot.ai.server.AiResult.HttpStatus;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server answered with a status other than success.
final class ErrorResponseException extends RuntimeException {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern CODE = Pattern.compile("[A-Za-z][\\w.-]{0,59}");

  private final int status;
  private final String body;

  ErrorResponseException(int status, String body) {
    super("status " + status);
    this.status = status;
    this.body = body;
  }

  /// As received. It may quote the customer, so it is never logged.
  String body() {
    return body;
  }

  HttpStatus status() {
    return new HttpStatus(status, code());
  }

  /// Whether the same call may succeed later.
  boolean isTransient() {
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  /// Whether the server may accept the call with other parameters. llama.cpp reports the errors of
  /// a chat template with 500.
  boolean mayConcernParameters() {
    return status == 400
        || status == 422
        || (status == 500 && body.toLowerCase(Locale.ROOT).contains("jinja"));
  }

  NoAnswer reason() {
    String code = code();
    if (code.contains("content_filter") || code.contains("content_policy")) {
      return NoAnswer.FILTERED;
    }
    // Groq's error when the model has called the function in an invalid way.
    if (code.equals("tool_use_failed")) {
      return NoAnswer.WANTS_PERSON;
    }
    if (status == 429) {
      return NoAnswer.RATE_LIMITED;
    }
    return status >= 500 ? NoAnswer.TROUBLE : NoAnswer.REFUSED;
  }

  // OpenAI and Ollama wrap the error in an object, vLLM and text-generation-inference do not.
  private String code() {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode error = json.path("error").isObject() ? json.path("error") : json;
      return Stream.of("code", "type", "error_type")
          .map(field -> error.path(field).asString(""))
          .filter(value -> CODE.matcher(value).matches())
          .findFirst()
          .orElse("");
    } catch (JacksonException _) {
      return "";
    }
  }
}
