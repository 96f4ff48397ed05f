package id.balas.bot.ai.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pieces of a paragraph, and the markers of emphasis among them. At most one marker of each
/// spelling is open at a time, so nesting costs nothing.
final class Emphasis {

  /// An opening marker, and the index of its piece.
  private record Open(String marker, int piece, boolean isInWord) {}

  private final List<String> pieces = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Deque<Integer> lineBreaks = new ArrayDeque<>();
  private final boolean isBold;

  /// `isBold` if the text will be bold as a whole.
  Emphasis(boolean isBold) {
    this.isBold = isBold;
  }

  void add(String piece) {
    pieces.add(piece);
  }

  void addLineBreak() {
    lineBreaks.push(pieces.size());
    pieces.add("\n");
  }

  String joined() {
    return String.join("", pieces);
  }

  void open(String marker, boolean isInWord) {
    open.removeIf(other -> other.marker().equals(marker));
    open.push(new Open(marker, pieces.size(), isInWord));
    pieces.add(marker);
  }

  /// Ends as many open markers as the run has, innermost first. Returns the rest of the run.
  String close(String run, boolean isBeforeWord) {
    String rest = run;
    while (!rest.isEmpty()) {
      Open opened = matching(rest);
      if (opened == null) {
        return rest;
      }
      while (!open.pop().equals(opened)) {
        // a marker without an end is text
      }
      write(opened, isBeforeWord ? "" : shown(opened));
      rest = rest.substring(opened.marker().length());
    }
    return rest;
  }

  private @Nullable Open matching(String run) {
    return open.stream()
        .filter(each ->
            each.marker().charAt(0) == run.charAt(0)
                && (each.marker().equals(run) || run.length() == 3))
        .findFirst()
        .orElse(null);
  }

  // WhatsApp's formatting ends at the end of a line.
  private void write(Open opened, String marker) {
    pieces.set(opened.piece(), marker);
    lineBreaks.stream()
        .takeWhile(each -> each > opened.piece())
        .forEach(each -> pieces.set(each, pieces.get(each).replace("\n", marker + "\n" + marker)));
    pieces.add(marker);
  }

  // WhatsApp shows a marker within a word as it is, and one inside the same formatting too.
  private String shown(Open opened) {
    String kind = kind(opened.marker());
    boolean isShown =
        !opened.isInWord()
            && !(isBold && kind.equals("*"))
            && open.stream().noneMatch(outer -> kind(outer.marker()).equals(kind));
    return isShown ? kind : "";
  }

  private static String kind(String marker) {
    return marker.startsWith("~") ? "~" : marker.length() == 2 ? "*" : "_";
  }
}
