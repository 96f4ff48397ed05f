package id.balas.service.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line of a CSV file that a spreadsheet opens safely.
public final class CsvLine {

  /// The start of a file. Without it Excel reads the file in another encoding.
  public static final String BYTE_ORDER_MARK = "\ufeff";

  private static final String FORMULA_SIGNS = "=+-@＝＋－＠";
  private static final String BLANKS = " \t\n\u000b\f\r\"";
  private static final String SEPARATORS = ";|\t\r\n";
  private static final String UNSAFE_STARTS = "\t\r\n";

  private static final Pattern NEUTRAL =
      Pattern.compile("(?:^|(?<=[;|\\t\\r\\n]))'(?=[\\s\"]*[=+\\-@＝＋－＠])");

  private CsvLine() {}

  /// Null is an empty cell.
  public static String of(List<? extends @Nullable String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /// The value of a cell of an imported file, without the sign that [#of] puts before a formula.
  public static String value(String cell) {
    return NEUTRAL.matcher(cell).replaceAll("");
  }

  // Prevents CSV injection: a spreadsheet runs cells that begin like a formula, and customers
  // choose the text. Excel splits lines at the separator of its country, in Indonesia a semicolon,
  // and then ignores the quotes of this file. So each part after a possible separator is neutral,
  // too.
  private static String cell(@Nullable String value) {
    if (value == null) {
      return "";
    }
    String safe = neutral(value);
    return safe.matches("(?s).*[\",;|\t\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  // Reads each sign once. A regular expression would read a run of line breaks again from each of
  // them, which takes minutes for a cell of many.
  private static String neutral(String value) {
    var safe = new StringBuilder(value.length() + 1);
    int next = 0;
    for (int at = 0; at < value.length(); at++) {
      next = Math.max(next, at);
      while (next < value.length() && BLANKS.indexOf(value.charAt(next)) >= 0) {
        next++;
      }
      boolean isFormula = next < value.length() && FORMULA_SIGNS.indexOf(value.charAt(next)) >= 0;
      boolean isStart = at == 0 || SEPARATORS.indexOf(value.charAt(at - 1)) >= 0;
      boolean isUnsafe = at == 0 && UNSAFE_STARTS.indexOf(value.charAt(at)) >= 0;
      if (isUnsafe || (isStart && isFormula)) {
        safe.append('\'');
      }
      safe.append(value.charAt(at));
    }
    return safe.toString();
  }
}
