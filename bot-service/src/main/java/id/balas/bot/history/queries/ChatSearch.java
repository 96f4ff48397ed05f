package id.balas.bot.history.queries;

import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The filters of the chat list. `q` matches the start of a number (at least six digits) or of a
/// word in the name. It also matches whole words in messages between `since` and `until`. With
/// `waiting`, only the chats that wait for a person and are not snoozed, the longest wait first.
public record ChatSearch(
    @Nullable String channel,
    @Nullable Mode mode,
    @Nullable String assignee,
    @Nullable Boolean unread,
    boolean waiting,
    @Nullable String label,
    @Nullable String q,
    Instant since,
    @Nullable Instant until,
    @Nullable Cursor after,
    int limit) {

  // Shorter prefixes match too many numbers.
  private static final int SHORTEST_NUMBER = 6;

  /// Whether the text has a letter or digit to search for.
  public static boolean isSearchable(String q) {
    return !terms(q).isEmpty();
  }

  /// Whether `after` was `next` of a page of the same list.
  public boolean hasOwnCursor() {
    return after == null || WaitingCursor.isPlace(after) == waiting;
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
    return terms(String.valueOf(q)) + (asName ? ":*" : "");
  }

  private static String terms(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" & "));
  }
}
