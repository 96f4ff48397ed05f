package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The filters of the two list calls. Times are in seconds, both ends inclusive.
public record ListQuery(
    int count,
    int offset,
    boolean newestFirst,
    long from,
    long to,
    @Nullable Boolean fromMe,
    boolean normalOnly,
    @Nullable String author) {

  private static final int MAX_PAGE = 500;
  private static final Set<String> SPECIAL_TYPES = Set.of("action", "system", "call", "unknown");

  public static ListQuery read(Map<String, String> values) {
    String sort = values.getOrDefault("sort", "desc");
    check(Set.of("asc", "desc").contains(sort), "sort must be asc or desc");
    String author = values.get("author");
    check(author == null || author.matches("\\d{7,15}"), "author must have 7 to 15 digits");
    return new ListQuery(
        (int) number(values, "count", 100, 1, MAX_PAGE),
        (int) number(values, "offset", 0, 0, Integer.MAX_VALUE),
        sort.equals("desc"),
        number(values, "time_from", 0, 0, Long.MAX_VALUE),
        number(values, "time_to", Long.MAX_VALUE, 0, Long.MAX_VALUE),
        flag(values, "from_me"),
        Boolean.TRUE.equals(flag(values, "normal_types")),
        author);
  }

  /// Whether the message matches; its time was already checked.
  public boolean accepts(StoredMessage message) {
    return (fromMe == null || message.isFromMe() == fromMe)
        && (!normalOnly || !SPECIAL_TYPES.contains(message.type()))
        && (author == null || message.from().equals(author));
  }

  public static long number(
      Map<String, String> values, String name, long defaultValue, long min, long max) {
    String text = values.getOrDefault(name, "" + defaultValue);
    check(
        text.matches("\\d{1,18}") || text.equals("" + defaultValue),
        name + " must be a whole number");
    long number = Long.parseLong(text);
    check(number >= min && number <= max, name + " must be from " + min + " to " + max);
    return number;
  }

  private static @Nullable Boolean flag(Map<String, String> values, String name) {
    String text = values.get(name);
    check(text == null || Set.of("true", "false").contains(text), name + " must be true or false");
    return text == null ? null : Boolean.valueOf(text);
  }

  private static void check(boolean valid, String rule) {
    if (!valid) {
      throw new ErrorResponseException(400, "wrong request parameters", rule);
    }
  }
}
