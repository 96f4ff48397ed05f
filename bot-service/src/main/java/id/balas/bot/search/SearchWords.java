package id.balas.bot.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The words of a search, in PostgreSQL's `tsquery` syntax. All words must match. The text goes
/// through the database function `bot.fold`, so it keeps its accents here.
public final class SearchWords {

  private SearchWords() {}

  /// Whether the text has a letter or digit to search for.
  public static boolean isSearchable(String text) {
    return !FoldedText.words(text).isEmpty();
  }

  /// For names: the last word matches as a prefix.
  public static String inNames(String text) {
    return String.join(" & ", FoldedText.words(text)) + ":*";
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
    return Arrays.stream(text.split("[\\s\\p{Z}]+"))
        .map(FoldedText::words)
        .filter(parts -> !parts.isEmpty())
        .toList();
  }
}
