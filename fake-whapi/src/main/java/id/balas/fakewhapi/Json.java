package id.balas.fakewhapi;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The provider's JSON, as trees.
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// Throws [Refusal] when the body is not a JSON object.
  static ObjectNode read(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // reported below
    }
    throw new Refusal(400, "wrong request parameters", "the body is no JSON object");
  }

  static byte[] write(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }

  static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }
}
