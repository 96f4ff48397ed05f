package id.balas.bot.history.queries;

import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The filters of the chat list. `q` matches the start of a number (at least six digits) or of a
/// word in the name. It also matches whole words in messages between `since` (default: 90 days ago)
/// and `until`.
public record ChatSearch(
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
  // Shorter prefixes match too many numbers.
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

  public static ChatSearch of(MultiValueMap<String, String> query, Instant now) {
    var given = Parameters.of(query, NAMES);
    Instant since = given.time("since");
    String q = given.text("q");
    if (q != null && words(q).isEmpty()) {
      throw new BadRequest("q", "has no letter and no digit: write a number, a name or a word.");
    }
    return new ChatSearch(
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

  /// The digits of the searched number, without separators; null if `q` is not a number.
  @Nullable String number() {
    if (q == null || !q.matches("\\+?[\\d ().-]+")) {
      return null;
    }
    String digits = q.replaceAll("\\D", "");
    return digits.length() < SHORTEST_NUMBER ? null : digits;
  }

  /// `q` in PostgreSQL's `tsquery` syntax: all words must match. For names, the last word matches
  /// as a prefix.
  String query(boolean asName) {
    return words(String.valueOf(q)) + (asName ? ":*" : "");
  }

  private static String words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" & "));
  }
}
