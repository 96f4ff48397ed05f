package id.balas.stack.fakewhapi;

import java.io.InputStream;
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

  static JsonNode read(InputStream body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException _) {
      // said below
    }
    throw new Refusal(400, "wrong request parameters", "the body is no JSON object");
  }

  static byte[] write(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }
}
