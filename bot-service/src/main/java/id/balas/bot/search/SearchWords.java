package id.balas.bot.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The words of a search, in PostgreSQL's `tsquery` syntax. All words must match. They are folded
/// before they are split, because folding can make signs and spaces of a letter or number: of ⑴, ﷺ,
/// or an accent alone. In a `tsquery` these would be syntax errors.
public final class SearchWords {

  // A word of a `tsquery` has at most 2,046 bytes, and one Arabic sign becomes 18 characters.
  private static final int LONGEST = 500;

  private SearchWords() {}

  /// Whether the text has a letter or digit to search for.
  public static boolean isSearchable(String text) {
    return !FoldedText.words(folded(text)).isEmpty();
  }

  /// For names: the last word matches as a prefix.
  public static String inNames(String text) {
    return String.join(" & ", FoldedText.words(folded(text))) + ":*";
  }

  /// For messages: whole words. `INV-2026/0012` also matches `INV20260012`.
  public static String inMessages(String text) {
    return chunks(text).stream().map(SearchWords::term).collect(Collectors.joining(" & "));
  }

  private static String term(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : "(" + String.join(" <-> ", parts) + " | " + String.join("", parts) + ")";
  }

  /// The words between spaces, each with its parts between signs.
  static List<List<String>> chunks(String text) {
    return Arrays.stream(folded(text).split("[\\s\\p{Z}]+"))
        .map(FoldedText::words)
        .filter(parts -> !parts.isEmpty())
        .toList();
  }

  private static String folded(String text) {
    String folded = FoldedText.of(text);
    return folded.substring(0, Math.min(folded.length(), LONGEST));
  }
}
