package id.balas.bot.search;

import id.balas.events.value.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The surroundings of the first hit in a message, in pieces. There is no markup, so no text of a
/// customer can be mistaken for one.
public final class Excerpt {

  private static final int BEFORE = 40;
  private static final int LONGEST = 160;
  private static final String CUT = "…";
  private static final Pattern CHUNK = Pattern.compile("[^\\s\\p{Z}]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private record Range(int start, int end) {}

  private Excerpt() {}

  /// The searchable text of a message: what the author wrote, and the file name.
  public static String searched(Content content) {
    String file = content instanceof Content.Media media ? media.fileName() : null;
    return Stream.of(content.words(), file)
        .filter(text -> text != null && !text.isBlank())
        .collect(Collectors.joining(" "));
  }

  /// `query` is the text that was searched for.
  public static List<ExcerptPart> of(String text, String query) {
    List<Range> hits = hits(text, query);
    int first = hits.isEmpty() ? 0 : hits.getFirst().start();
    int start = first <= BEFORE ? 0 : wordStart(text, first - BEFORE);
    int end = start + LONGEST >= text.length() ? text.length() : boundary(text, start + LONGEST);
    List<ExcerptPart> parts = new ArrayList<>();
    if (start > 0) {
      parts.add(new ExcerptPart(CUT, false));
    }
    int from = start;
    for (Range hit : hits) {
      if (hit.start() >= end) {
        break;
      }
      add(parts, text.substring(from, hit.start()), false);
      from = Math.min(hit.end(), end);
      add(parts, text.substring(hit.start(), from), true);
    }
    add(parts, text.substring(from, end) + (end < text.length() ? CUT : ""), false);
    return parts;
  }

  private static void add(List<ExcerptPart> parts, String text, boolean hit) {
    if (!text.isEmpty()) {
      parts.add(new ExcerptPart(text, hit));
    }
  }

  private static List<Range> hits(String text, String query) {
    List<List<String>> phrases = new ArrayList<>();
    Set<String> numbers = new HashSet<>();
    for (List<String> parts : SearchWords.chunks(query)) {
      phrases.add(parts.stream().map(FoldedText::of).toList());
      numbers.add(FoldedText.of(String.join("", parts)));
    }
    List<Range> hits = new ArrayList<>();
    Matcher chunk = CHUNK.matcher(text);
    while (chunk.find()) {
      List<Range> words = words(text, chunk);
      String compact = FoldedText.of(String.join("", FoldedText.words(chunk.group())));
      if (!words.isEmpty() && numbers.contains(compact)) {
        hits.add(new Range(words.getFirst().start(), words.getLast().end()));
      } else {
        addPhrases(hits, text, words, phrases);
      }
    }
    return hits;
  }

  // The parts of INV-2026 alone are no hits.
  private static void addPhrases(
      List<Range> hits, String text, List<Range> words, List<List<String>> phrases) {
    List<String> folded =
        words.stream()
            .map(word -> FoldedText.of(text.substring(word.start(), word.end())))
            .toList();
    int from = 0;
    while (from < words.size()) {
      int length = longest(phrases, folded.subList(from, folded.size()));
      if (length > 0) {
        hits.add(new Range(words.get(from).start(), words.get(from + length - 1).end()));
      }
      from += Math.max(length, 1);
    }
  }

  private static int longest(List<List<String>> phrases, List<String> words) {
    return phrases.stream()
        .mapToInt(List::size)
        .filter(size -> size <= words.size() && phrases.contains(words.subList(0, size)))
        .max()
        .orElse(0);
  }

  private static List<Range> words(String text, Matcher chunk) {
    List<Range> words = new ArrayList<>();
    Matcher word = WORD.matcher(text).region(chunk.start(), chunk.end());
    while (word.find()) {
      words.add(new Range(word.start(), word.end()));
    }
    return words;
  }

  private static int wordStart(String text, int at) {
    int space = text.indexOf(' ', at);
    return space < 0 || space > at + BEFORE / 2 ? boundary(text, at) : space + 1;
  }

  // Not between the two halves of a character such as an emoji.
  private static int boundary(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }
}
