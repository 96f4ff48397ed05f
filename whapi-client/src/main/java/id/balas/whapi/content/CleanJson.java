package id.balas.whapi.content;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON into a tree and drops what no record may carry: thumbnails, NUL and unpaired
/// surrogates. It truncates overlong texts and lists. Two lists of items under one name become one,
/// so that no item is lost. The parser itself limits the nesting depth.
public final class CleanJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String THUMBNAIL = "preview";
  // Lists of items are at this depth or above and must stay complete. Only lists inside an item are
  // truncated.
  private static final int DEPTH_OF_ITEMS = 5;
  private static final int LONGEST_LIST = 1_000;

  private final JsonParser parser;
  private final int mostValues;
  private int values;

  /// The JSON has more values than the caller allows.
  public static final class TooManyValuesException extends RuntimeException {
    TooManyValuesException(int most) {
      super("more than " + most + " values", null, false, false);
    }
  }

  /// `{}` takes three bytes in JSON but about a hundred in memory, so the number of values has its
  /// own limit.
  private CleanJson(JsonParser parser, int mostValues) {
    this.parser = parser;
    this.mostValues = mostValues;
  }

  /// Reads from the parser's current token. Throws [TooManyValuesException].
  public static JsonNode read(JsonParser parser, int mostValues) {
    return new CleanJson(parser, mostValues).value(parser.currentToken(), 0);
  }

  /// Returns a clean copy of JSON that is already parsed.
  public static JsonNode copy(JsonNode read) {
    try (JsonParser parser = read.traverse(ObjectReadContext.empty())) {
      parser.nextToken();
      return read(parser, Integer.MAX_VALUE);
    }
  }

  private JsonNode value(JsonToken token, int depth) {
    if (++values > mostValues) {
      throw new TooManyValuesException(mostValues);
    }
    return switch (token) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> NODES.stringNode(StorableText.of(parser.getString()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && name.equals(THUMBNAIL)) {
        continue;
      }
      String clean = StorableText.of(name);
      JsonNode value = value(token, depth);
      if (object.replace(clean, value) instanceof ArrayNode earlier
          && value instanceof ArrayNode later
          && depth < DEPTH_OF_ITEMS) {
        object.set(clean, earlier.addAll(later));
      }
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (depth > DEPTH_OF_ITEMS && array.size() == LONGEST_LIST) {
        parser.skipChildren();
      } else {
        array.add(value(token, depth));
      }
    }
    return array;
  }

  private JsonNode integer() {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  // 1e999 exceeds the range of a double. JSON cannot hold infinity as a number, so the text is
  // kept.
  private JsonNode fraction() {
    double value = parser.getDoubleValue();
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.stringNode(parser.getString());
  }
}
