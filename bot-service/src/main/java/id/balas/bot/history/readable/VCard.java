package id.balas.bot.history.readable;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The numbers of a vCard. Apps write a number as `TEL;waid=62811…:+62 811-…`, with or without a
/// group such as `item1.` before it.
final class VCard {

  private static final int MOST_NUMBERS = 5;
  private static final Pattern TELEPHONE =
      Pattern.compile(
          "(?im)^(?:[\\w-]{1,30}\\.)?TEL\\b([^:\\r\\n]{0,200}):(?:tel:)?([^\\r\\n]{1,60})");
  private static final Pattern ID = Pattern.compile("(?i)waid=(\\d{5,20})");
  private static final Pattern NAME =
      Pattern.compile("(?im)^(?:[\\w-]{1,30}\\.)?FN\\b[^:\\r\\n]{0,200}:([^\\r\\n]{1,200})");

  private VCard() {}

  /// The name, and the numbers in parentheses.
  static String described(@Nullable String name, @Nullable String vcard) {
    String shown = name == null || name.isBlank() ? nameIn(vcard) : name.strip();
    String numbers = numbersIn(vcard);
    if (numbers.isEmpty()) {
      return shown;
    }
    return shown.isEmpty() ? numbers : shown + " (" + numbers + ")";
  }

  private static String nameIn(@Nullable String vcard) {
    var name = NAME.matcher(vcard == null ? "" : vcard);
    return name.find() ? name.group(1).strip() : "";
  }

  private static String numbersIn(@Nullable String vcard) {
    return TELEPHONE
        .matcher(vcard == null ? "" : vcard)
        .results()
        .map(line -> number(line.group(1), line.group(2).strip()))
        .distinct()
        .limit(MOST_NUMBERS)
        .collect(Collectors.joining(", "));
  }

  private static String number(String parameters, String written) {
    var id = ID.matcher(parameters);
    boolean isNumber = written.chars().filter(Character::isDigit).count() >= 5;
    return !isNumber && id.find() ? "+" + id.group(1) : written;
  }
}
