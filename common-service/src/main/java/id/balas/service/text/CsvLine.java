package id.balas.service.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line of a CSV file that a spreadsheet opens safely.
public final class CsvLine {

  /// The start of a file. Without it Excel reads the file in another encoding.
  public static final String BYTE_ORDER_MARK = "\ufeff";

  // Before the start of a formula: at the start of a cell or after a separator other than ours.
  private static final Pattern FORMULA =
      Pattern.compile("(?:^|(?<=[;|\\t\\r\\n]))(?=[\\s\"]*[=+\\-@＝＋－＠])|^(?=[\\t\\r\\n])");

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
    String safe = FORMULA.matcher(value).replaceAll("'");
    return safe.matches("(?s).*[\",;|\t\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
