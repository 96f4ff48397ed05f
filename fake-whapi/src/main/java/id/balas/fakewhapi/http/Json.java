package id.balas.fakewhapi.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The provider's JSON, as trees.
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// Throws [ErrorResponseException] when the body is not a JSON object.
  public static ObjectNode read(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // reported below
    }
    throw new ErrorResponseException(
        400, "wrong request parameters", "the body must be a JSON object");
  }

  public static byte[] write(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }

  public static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }
}
