package id.balas.bot.ai.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rewrites Markdown as WhatsApp shows it: headings, lists, quotes, tables and code here, the rest
/// in [WhatsAppParagraph]. WhatsApp's formatting: <https://faq.whatsapp.com/539178204879377>.
public final class WhatsAppText {

  private static final Pattern HEADING = Pattern.compile("\\s{0,3}+#{1,6}+\\s++(.*)");
  private static final Pattern BULLET = Pattern.compile("(\\s*+)[-*+•](\\s++.*|)");
  private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]{0,20}+");
  private static final String CODE = "```";

  private final List<String> lines = new ArrayList<>();
  // The lines of the current paragraph: emphasis may span them.
  private final List<String> paragraph = new ArrayList<>();
  // The marker that ends the current code block, empty outside of one.
  private String fence = "";

  private WhatsAppText() {}

  public static String of(String markdown) {
    var text = new WhatsAppText();
    markdown.lines().forEach(text::add);
    text.endParagraph();
    if (!text.fence.isEmpty()) {
      text.lines.add(CODE);
    }
    return text.joined();
  }

  private void add(String line) {
    String stripped = line.strip();
    if (!fence.isEmpty()) {
      boolean ends = stripped.startsWith(fence) && MarkdownLine.isOnly(stripped, fence.charAt(0));
      lines.add(ends ? CODE : line);
      fence = ends ? "" : fence;
    } else if (MarkdownLine.isFence(stripped)) {
      endParagraph();
      fence = stripped.substring(0, MarkdownLine.runOf(stripped));
      lines.add(CODE);
      String info = stripped.substring(fence.length()).strip();
      // A model that knows WhatsApp's own notation begins the code here.
      if (!LANGUAGE.matcher(info).matches()) {
        lines.add(info);
      }
    } else if (MarkdownLine.isRule(stripped) || stripped.isEmpty()) {
      endParagraph();
      lines.add("");
    } else if (!MarkdownLine.isTableRule(stripped) && !isUnderline(stripped)) {
      addBlock(line);
    }
  }

  private void addBlock(String line) {
    int quoted = MarkdownLine.endOfQuoteMarks(line);
    String text = quoted == 0 ? line : line.substring(quoted).stripLeading();
    String block = block(text);
    if (quoted == 0 && block == null) {
      paragraph.add(line.stripTrailing());
      return;
    }
    endParagraph();
    lines.add((quoted == 0 ? "" : "> ") + (block == null ? WhatsAppParagraph.of(text) : block));
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      lines.add(WhatsAppParagraph.of(String.join("\n", paragraph)));
      paragraph.clear();
    }
  }

  // Null for the text of a paragraph.
  private static @Nullable String block(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      return heading(heading.group(1).strip());
    }
    Matcher bullet = BULLET.matcher(line);
    if (bullet.matches()) {
      return bullet.group(1) + "- " + WhatsAppParagraph.of(bullet.group(2).strip());
    }
    String stripped = line.strip();
    return stripped.startsWith("|") && stripped.length() > 1
        ? WhatsAppParagraph.of(cells(stripped))
        : null;
  }

  private static String heading(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '#') {
      end--;
    }
    // `# C#` has no closing sequence.
    boolean closes = end == 0 || Character.isWhitespace(text.charAt(end - 1));
    String title = closes ? text.substring(0, end).strip() : text;
    return title.isEmpty() ? "" : "*" + WhatsAppParagraph.bold(title) + "*";
  }

  private static String cells(String row) {
    String inner = row.substring(1, row.endsWith("|") ? row.length() - 1 : row.length());
    return Arrays.stream(inner.split("\\|", -1))
        .map(String::strip)
        .collect(Collectors.joining(" | "));
  }

  // The line below a heading in Markdown's older notation.
  private boolean isUnderline(String stripped) {
    return stripped.length() >= 3 && MarkdownLine.isOnly(stripped, '=') && !paragraph.isEmpty();
  }

  private String joined() {
    var joined = new StringBuilder();
    boolean isBlank = true;
    for (String line : lines) {
      if (!line.isBlank()) {
        joined.append(line).append('\n');
      } else if (!isBlank) {
        joined.append('\n');
      }
      isBlank = line.isBlank();
    }
    return joined.toString().strip();
  }
}
