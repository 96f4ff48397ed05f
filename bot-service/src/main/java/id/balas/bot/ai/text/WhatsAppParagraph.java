package id.balas.bot.ai.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites the Markdown within one paragraph: emphasis, links and code. It reads the text once.
final class WhatsAppParagraph {

  private static final Pattern LINK =
      Pattern.compile(
          "!?+\\[(?<text>[^\\[\\]]*+)]\\(\\s{0,9}+<?+(?<url>(?:[^()\\s<>]++|\\([^()\\s<>]*+\\)){1,20}+)>?+"
              + "(?:\\s{1,9}+(?:\"[^\"]{0,300}+\"|'[^']{0,300}+'))?+\\s{0,9}+\\)");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "<(https?://[^<>\\s]{1,2000}+|[^<>\\s@]{1,64}+@[^<>\\s@]{1,255}+)>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE_BREAK =
      Pattern.compile("<br\\s{0,5}+/?+>", Pattern.CASE_INSENSITIVE);
  private static final Pattern URL =
      Pattern.compile("https?://[^\\s<>\\[\\]\"`]*+", Pattern.CASE_INSENSITIVE);
  private static final String AFTER_URL = "*_~.,;:!?)'";
  private static final String ESCAPABLE = "\\`*_{}[]()#+-.!~|<>";

  private final String text;
  private final Emphasis pieces;
  private final Map<Integer, Integer> codeEnds;
  private int at;
  // The end of the current link's text, the rest of the link and where it ends.
  private int linkTextEnd = -1;
  private String linkRest = "";
  private int linkEnd;

  private WhatsAppParagraph(String text, boolean isBold) {
    this.text = text;
    this.pieces = new Emphasis(isBold);
    this.codeEnds = CodeSpans.endsIn(text);
  }

  static String of(String text) {
    return new WhatsAppParagraph(text, false).rewritten();
  }

  /// For a text that will be bold as a whole.
  static String bold(String text) {
    return new WhatsAppParagraph(text, true).rewritten();
  }

  private String rewritten() {
    while (at < text.length()) {
      if (at == linkTextEnd) {
        pieces.add(linkRest);
        at = linkEnd;
      } else {
        step();
      }
    }
    return pieces.joined();
  }

  private void step() {
    char c = text.charAt(at);
    switch (c) {
      case '`' -> code();
      case '*', '_', '~' -> markers(c);
      case '\\' -> escaped();
      case '[', '!' -> link(c);
      case '<' -> angle();
      case 'h', 'H' -> url();
      case '\n' -> lineBreak(at + 1);
      default -> plain(at + 1);
    }
  }

  private void plain(int end) {
    pieces.add(text.substring(at, end));
    at = end;
  }

  private void lineBreak(int end) {
    pieces.addLineBreak();
    at = end;
  }

  private void escaped() {
    boolean isEscape =
        at + 1 < text.length()
            && at + 1 != linkTextEnd
            && ESCAPABLE.indexOf(text.charAt(at + 1)) >= 0;
    at += isEscape ? 1 : 0;
    plain(at + 1);
  }

  private void code() {
    int run = run(at);
    Integer close = codeEnds.get(at);
    if (close == null || (at < linkTextEnd && close > linkTextEnd)) {
      plain(at + run);
      return;
    }
    String inner = text.substring(at + run, close);
    String marker = run == 1 ? "`" : "```";
    pieces.add(marker + (run == 1 ? inner : inner.strip()) + marker);
    at = close + run;
  }

  private void link(char c) {
    Matcher link = LINK.matcher(text).region(at, text.length());
    boolean isLink =
        at > linkTextEnd && (c == '[' || text.startsWith("![", at)) && link.lookingAt();
    if (!isLink) {
      plain(at + 1);
      return;
    }
    String shown = link.group("text").strip();
    String url = link.group("url");
    boolean isSame =
        url.equals(shown) || url.equals("mailto:" + shown) || url.equals("tel:" + shown);
    at = link.start("text");
    linkTextEnd = link.end("text");
    linkEnd = link.end();
    linkRest = shown.isEmpty() ? url : isSame ? "" : " (" + url + ")";
  }

  private void angle() {
    Matcher address = ADDRESS.matcher(text).region(at, text.length());
    Matcher lineBreak = LINE_BREAK.matcher(text).region(at, text.length());
    if (address.lookingAt()) {
      pieces.add(address.group(1));
      at = address.end();
    } else if (lineBreak.lookingAt()) {
      lineBreak(lineBreak.end());
    } else {
      plain(at + 1);
    }
  }

  // Markers inside a URL belong to it.
  private void url() {
    Matcher url = URL.matcher(text).region(at, text.length());
    if (isWord(at - 1) || !url.lookingAt()) {
      plain(at + 1);
      return;
    }
    int end = url.end();
    while (AFTER_URL.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    plain(end);
  }

  private void markers(char c) {
    int run = run(at);
    int end = at + run;
    String all = text.substring(at, end);
    boolean isMarker = c == '~' ? run == 2 : run <= 3;
    boolean opens = isMarker && !isSpace(end) && mayTouch(c, run, at - 1);
    boolean closes = isMarker && !isSpace(at - 1) && mayTouch(c, run, end);
    String rest = closes ? pieces.close(all, isWord(end)) : all;
    if (opens && rest.length() == 3) {
      pieces.open(rest.substring(0, 2), isWord(at - 1));
      pieces.open(rest.substring(0, 1), isWord(at - 1));
    } else if (opens && !rest.isEmpty()) {
      pieces.open(rest, isWord(at - 1));
    } else if (!rest.isEmpty()) {
      pieces.add(rest);
    }
    at = end;
  }

  // `2*3*4` and `a_b_c` are no emphasis, but `**Rp**10.000` is.
  private boolean mayTouch(char c, int run, int neighbour) {
    return (c != '_' && run > 1) || !isWord(neighbour);
  }

  private int run(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    return end - start;
  }

  private boolean isSpace(int index) {
    return index < 0 || index >= text.length() || Character.isWhitespace(text.charAt(index));
  }

  private boolean isWord(int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }
}
