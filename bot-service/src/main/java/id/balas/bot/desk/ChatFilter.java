package id.balas.bot.desk;

import id.balas.events.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Which chats are asked for. `q` finds by the beginning of a number (six digits) or of words of
/// the name, and by whole words of what was said between `since` (the last 90 days) and `until`.
record ChatFilter(
    @Nullable String channel,
    @Nullable Mode mode,
    @Nullable String assignee,
    @Nullable Boolean unread,
    @Nullable String label,
    @Nullable String q,
    Instant since,
    @Nullable Instant until,
    @Nullable Cursor after,
    int limit) {

  private static final Duration SEARCHED = Duration.ofDays(90);
  // Fewer begin too many numbers to be looked for.
  private static final int SHORTEST_NUMBER = 6;
  private static final Set<String> NAMES =
      Set.of(
          "channel",
          "mode",
          "assignee",
          "unread",
          "label",
          "q",
          "since",
          "until",
          "after",
          "limit");

  static ChatFilter of(MultiValueMap<String, String> query, Instant now) {
    var given = Parameters.of(query, NAMES);
    Instant since = given.time("since");
    String q = given.text("q");
    if (q != null && words(q).isEmpty()) {
      throw new BadRequest("q", "has no letter and no digit: write a number, a name or a word.");
    }
    return new ChatFilter(
        given.text("channel"),
        given.choice("mode", Mode.class),
        given.text("assignee"),
        given.flag("unread"),
        given.text("label"),
        q,
        since == null ? now.minus(SEARCHED) : since,
        given.time("until"),
        given.cursor("after"),
        given.limit(50, 200));
  }

  /// The digits of a number that was searched for, without what people write between them.
  @Nullable String number() {
    if (q == null || !q.matches("\\+?[\\d ().-]+")) {
      return null;
    }
    String digits = q.replaceAll("\\D", "");
    return digits.length() < SHORTEST_NUMBER ? null : digits;
  }

  /// In the language of the database's search: all words, the last one as a beginning where the
  /// name is searched.
  String query(boolean asName) {
    return words(String.valueOf(q)) + (asName ? ":*" : "");
  }

  private static String words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" & "));
  }
}
