package id.balas.ingest.translation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A body as the provider's world writes it, cleaned of what no record may carry. Some tools wrap the body in an
/// array or in `{"body":…}`: each `envelope` is the object inside.
public record WebhookPayload(List<JsonNode> envelopes) {

  // Half of what a reader of our records allows: what is taken in must be readable with our own fields around it.
  private static final int DEEPEST_NESTING = 250;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String THUMBNAIL = "preview";

  /// Throws [MalformedBody], which says what is wrong with it.
  public static WebhookPayload parse(byte[] body) {
    List<JsonNode> envelopes = new ArrayList<>();
    JsonNode root = read(body);
    if (root.isArray()) {
      root.forEach(item -> envelopes.add(unwrap(item)));
    } else {
      envelopes.add(unwrap(root));
    }
    return new WebhookPayload(envelopes);
  }

  private static JsonNode read(byte[] body) {
    if (body.length == 0) {
      throw new MalformedBody("The body is empty; a JSON object is expected.");
    }
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new MalformedBody("The body is not JSON: " + where(e));
    }
    if (!root.isObject() && !root.isArray()) {
      throw new MalformedBody("The body is no JSON object.");
    }
    return clean(root);
  }

  private static String where(JacksonException e) {
    var at = e.getLocation();
    return at == null ? "unreadable" : "unreadable at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static JsonNode unwrap(JsonNode item) {
    return item.path("body").isObject() ? item.path("body") : item;
  }

  // Thumbnails would fill the log; PostgreSQL stores no NUL, and UTF-8 has no half surrogate pair.
  private static JsonNode clean(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(THUMBNAIL);
      for (String field : List.copyOf(object.propertyNames())) {
        JsonNode value = clean(object.get(field));
        if (isStorable(field)) {
          object.set(field, value);
        } else {
          object.remove(field);
          object.set(storable(field), value);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, clean(array.get(i)));
      }
    } else if (node instanceof StringNode string && !isStorable(string.stringValue())) {
      return StringNode.valueOf(storable(string.stringValue()));
    }
    return node;
  }

  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String storable(String text) {
    return text.codePoints()
        .filter(point -> point != 0)
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// A field's text, whether it was written as a string or as a number; null when absent, blank or something else.
  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    String text = value.isString() || value.isNumber() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }

  /// A body that is not what any webhook sends.
  public static final class MalformedBody extends RuntimeException {
    MalformedBody(String message) {
      super(message);
    }
  }
}
