package id.balas.bot.ai.text;

import java.util.regex.Pattern;

/// What a line of Markdown is, by its marks alone. A stripped line has no white space around it.
final class MarkdownLine {

  private static final Pattern TABLE_RULE = Pattern.compile("[|\\-: \\t]*+");

  private MarkdownLine() {}

  static boolean isFence(String stripped) {
    return (stripped.startsWith("```") && stripped.indexOf('`', runOf(stripped)) < 0)
        || stripped.startsWith("~~~");
  }

  static int runOf(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) == text.charAt(0)) {
      end++;
    }
    return end;
  }

  static boolean isRule(String stripped) {
    String marks = stripped.replace(" ", "").replace("\t", "");
    return marks.length() >= 3 && "-*_".indexOf(marks.charAt(0)) >= 0 && isOnly(marks);
  }

  static boolean isOnly(String text) {
    return isOnly(text, text.charAt(0));
  }

  static boolean isOnly(String text, char mark) {
    return text.chars().allMatch(c -> c == mark);
  }

  static boolean isTableRule(String stripped) {
    return stripped.contains("|")
        && stripped.contains("-")
        && TABLE_RULE.matcher(stripped).matches();
  }

  static int endOfQuoteMarks(String line) {
    int end = 0;
    for (int i = 0; i < line.length() && (line.charAt(i) == '>' || line.charAt(i) == ' '); i++) {
      end = line.charAt(i) == '>' ? i + 1 : end;
    }
    return end;
  }
}
