package id.balas.fakeai;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The error bodies of AI servers.
final class AiErrors {

  private static final JsonMapper JSON = new JsonMapper();

  private AiErrors() {}

  static AiResponse refusedMaxTokens() {
    return openAi(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "max_tokens",
        "unsupported_parameter");
  }

  static AiResponse refusedTemperature(JsonNode temperature) {
    return openAi(
        "Unsupported value: 'temperature' does not support %s with this model. Only the default (1) value is supported."
            .formatted(temperature),
        "temperature",
        "unsupported_value");
  }

  private static AiResponse openAi(String message, String parameter, String code) {
    return wrapped(
        400, error(message, "invalid_request_error").put("param", parameter).put("code", code));
  }

  static AiResponse ollama(String message) {
    return wrapped(400, error(message, "api_error").putNull("param").putNull("code"));
  }

  static AiResponse vllm(String message) {
    ObjectNode error = error(message, "BadRequestError").putNull("param").put("code", 400);
    return AiResponse.of(400, error.put("object", "error"));
  }

  /// As llama.cpp reports an exception of a chat template.
  static AiResponse template(String message) {
    String where =
        "\n------------\nWhile executing CallExpression at line 19, column 27 in source:\n";
    return wrapped(
        500, error(where + "Error: Jinja Exception: " + message, "server_error").put("code", 500));
  }

  static AiResponse status(int status) {
    return wrapped(
        status, error("This error was asked for.", "fake_error").put("code", "fake_error"));
  }

  private static ObjectNode error(String message, String type) {
    return JSON.createObjectNode().put("message", message).put("type", type);
  }

  private static AiResponse wrapped(int status, ObjectNode error) {
    return AiResponse.of(status, JSON.createObjectNode().set("error", error));
  }
}
