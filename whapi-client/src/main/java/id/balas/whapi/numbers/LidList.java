package id.balas.whapi.numbers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the provider's list of hidden numbers.
final class LidList {

  private LidList() {}

  /// The response format is undocumented. Known formats are
  /// `{"628…@s.whatsapp.net":{"lid":"…@lid"}}` and lists of
  /// `{"id":"628…@s.whatsapp.net","lid":"…@lid"}`. Any other JSON is skipped: with a wrong pair,
  /// the bot would answer the wrong customer.
  static Map<String, String> pairs(JsonNode json) {
    Map<String, String> found = new LinkedHashMap<>();
    collect(json, null, found);
    return Map.copyOf(found);
  }

  private static void collect(JsonNode node, @Nullable String name, Map<String, String> found) {
    if (node.isString()) {
      pair(name, node.stringValue(), found);
    } else if (node.isObject()) {
      pair(name, node.path("lid").asString(null), found);
      pair(name, node.path("id").asString(null), found);
      pair(node.path("id").asString(null), node.path("lid").asString(null), found);
      node.forEachEntry((key, value) -> collect(value, key, found));
    } else {
      node.forEach(value -> collect(value, null, found));
    }
  }

  private static void pair(
      @Nullable String one, @Nullable String other, Map<String, String> found) {
    String lid = firstWith(ChatIds.HIDDEN, one, other);
    String phone = firstWith(ChatIds.PHONE, one, other);
    if (lid != null && phone != null) {
      found.put(lid, phone);
    }
  }

  private static @Nullable String firstWith(
      String suffix, @Nullable String one, @Nullable String other) {
    String first = ChatIds.withSuffix(one, suffix);
    return first != null ? first : ChatIds.withSuffix(other, suffix);
  }
}
