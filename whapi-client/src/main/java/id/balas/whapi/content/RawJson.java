package id.balas.whapi.content;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps JSON as received, truncated so that it fits into a record together with the record's own
/// fields.
public final class RawJson {

  // A character takes up to six bytes (an escaped control character) of a record's 4 MiB limit.
  public static final int MOST_CHARACTERS = 500_000;
  private static final int AROUND_A_VALUE = 8;
  private static final int LONGEST_SMALL_NUMBER = 25;

  private RawJson() {}

  /// Returns the node itself if it fits, else a truncated copy.
  public static JsonNode kept(JsonNode raw) {
    return size(raw) <= MOST_CHARACTERS ? raw : new Cut(MOST_CHARACTERS).copy(raw);
  }

  private static long size(JsonNode node) {
    long size = AROUND_A_VALUE;
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        size += field.getKey().length() + size(field.getValue());
      }
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        size += size(item);
      }
    } else {
      size += sizeOfValue(node);
    }
    return size;
  }

  private static int sizeOfValue(JsonNode node) {
    if (node.isString()) {
      return node.stringValue().length();
    }
    return node.isBigInteger() ? node.asString().length() : LONGEST_SMALL_NUMBER;
  }

  /// Copies until the limit is reached. The rest of each object or list is missing.
  private static final class Cut {

    private long room;

    Cut(long room) {
      this.room = room;
    }

    JsonNode copy(JsonNode node) {
      room -= AROUND_A_VALUE;
      if (node instanceof ObjectNode object) {
        var copy = JsonNodeFactory.instance.objectNode();
        for (var field : object.properties()) {
          room -= field.getKey().length();
          if (room <= AROUND_A_VALUE) {
            break;
          }
          copy.set(field.getKey(), copy(field.getValue()));
        }
        return copy;
      }
      if (node.isArray()) {
        var copy = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : node) {
          if (room <= AROUND_A_VALUE) {
            break;
          }
          copy.add(copy(item));
        }
        return copy;
      }
      return value(node);
    }

    private JsonNode value(JsonNode node) {
      if (!node.isString()) {
        room -= sizeOfValue(node);
        return node;
      }
      String text = StorableText.shortened(node.stringValue(), (int) Math.max(room, 2));
      room -= text.length();
      return JsonNodeFactory.instance.stringNode(text);
    }
  }
}
