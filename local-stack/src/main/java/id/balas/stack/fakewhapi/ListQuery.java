package id.balas.stack.fakewhapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The filters of the two list calls.
record ListQuery(int count, int offset, boolean newestFirst, Predicate<JsonNode> filter) {

  private static final int LARGEST_PAGE = 500;

  static ListQuery read(@Nullable String rawQuery) {
    Map<String, String> values = parse(rawQuery);
    int count = number(values, "count", 100);
    if (count < 1 || count > LARGEST_PAGE) {
      throw new Refusal(400, "wrong request parameters", "count must be from 1 to " + LARGEST_PAGE);
    }
    long from = number(values, "time_from", 0);
    long to = number(values, "time_to", Integer.MAX_VALUE);
    String fromMe = values.get("from_me");
    String author = values.get("author");
    Predicate<JsonNode> filter =
        message -> {
          long time = message.path("timestamp").asLong();
          return time >= from
              && time <= to
              && (fromMe == null || message.path("from_me").asBoolean() == Boolean.parseBoolean(fromMe))
              && (author == null || message.path("from").asString("").equals(author));
        };
    return new ListQuery(count, number(values, "offset", 0), !"asc".equals(values.get("sort")), filter);
  }

  private static Map<String, String> parse(@Nullable String rawQuery) {
    Map<String, String> values = new HashMap<>();
    for (String pair : (rawQuery == null ? "" : rawQuery).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static int number(Map<String, String> values, String name, int usual) {
    try {
      return Integer.parseInt(values.getOrDefault(name, "" + usual));
    } catch (NumberFormatException e) {
      throw new Refusal(400, "wrong request parameters", name + " must be a whole number");
    }
  }
}
