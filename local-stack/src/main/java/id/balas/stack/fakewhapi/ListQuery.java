package id.balas.stack.fakewhapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The filters of the two list calls.
record ListQuery(int count, int offset, boolean newestFirst, Predicate<JsonNode> filter) {

  private static final int LARGEST_PAGE = 500;
  private static final Set<String> SPECIAL_TYPES = Set.of("action", "system", "call", "unknown");

  static ListQuery read(@Nullable String rawQuery) {
    Map<String, String> values = parse(rawQuery);
    String sort = values.getOrDefault("sort", "desc");
    check(Set.of("asc", "desc").contains(sort), "sort must be asc or desc");
    return new ListQuery(
        (int) number(values, "count", 100, 1, LARGEST_PAGE),
        (int) number(values, "offset", 0, 0, Integer.MAX_VALUE),
        sort.equals("desc"),
        filter(values));
  }

  private static Predicate<JsonNode> filter(Map<String, String> values) {
    long from = number(values, "time_from", 0, 0, Long.MAX_VALUE);
    long to = number(values, "time_to", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    Boolean fromMe = flag(values, "from_me");
    boolean normalOnly = Boolean.TRUE.equals(flag(values, "normal_types"));
    String author = values.get("author");
    check(author == null || author.matches("\\d{7,15}"), "author must have 7 to 15 digits");
    return message -> {
      long time = message.path("timestamp").asLong();
      return time >= from
          && time <= to
          && (fromMe == null || message.path("from_me").asBoolean() == fromMe)
          && (!normalOnly || !SPECIAL_TYPES.contains(message.path("type").asString("")))
          && (author == null || message.path("from").asString("").equals(author));
    };
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

  private static long number(Map<String, String> values, String name, long usual, long least, long most) {
    String written = values.getOrDefault(name, "" + usual);
    check(written.matches("\\d{1,18}") || written.equals("" + usual), name + " must be a whole number");
    long number = Long.parseLong(written);
    check(number >= least && number <= most, name + " must be from " + least + " to " + most);
    return number;
  }

  private static @Nullable Boolean flag(Map<String, String> values, String name) {
    String written = values.get(name);
    check(written == null || Set.of("true", "false").contains(written), name + " must be true or false");
    return written == null ? null : Boolean.valueOf(written);
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new Refusal(400, "wrong request parameters", rule);
    }
  }
}
