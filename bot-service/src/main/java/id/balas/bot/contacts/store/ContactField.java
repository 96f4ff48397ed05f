package id.balas.bot.contacts.store;

import id.balas.service.web.InvalidValueException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A custom field of contacts. `choices` are the values of a `CHOICE`, otherwise empty.
public record ContactField(String key, String name, Kind kind, List<String> choices) {

  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_NUMBER = 30;
  private static final Set<String> YES = Set.of("true", "yes", "ya", "1");
  private static final Set<String> NO = Set.of("false", "no", "tidak", "0");

  /// What a field holds.
  public enum Kind {
    TEXT,
    NUMBER,
    /// Such as 2026-11-24.
    DATE,
    YES_NO,
    CHOICE
  }

  /// The value to store. Throws [InvalidValueException] if the text is no such value.
  public JsonNode value(String written) {
    String text = written.strip();
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (kind) {
      case TEXT -> json.stringNode(text(text));
      case NUMBER -> json.numberNode(number(text));
      case DATE -> json.stringNode(date(text));
      case YES_NO -> json.booleanNode(yes(text.toLowerCase(Locale.ROOT)));
      case CHOICE -> json.stringNode(choice(text));
    };
  }

  private static String text(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      throw new InvalidValueException("must have 1 to " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static BigDecimal number(String text) {
    try {
      if (text.length() <= LONGEST_NUMBER && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException _) {
      // The same error as for a number that is too long, below.
    }
    throw new InvalidValueException("must be a number such as 12 or 12.5");
  }

  private static String date(String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException _) {
      throw new InvalidValueException("must be a date such as 2026-11-24");
    }
  }

  private static boolean yes(String text) {
    if (!YES.contains(text) && !NO.contains(text)) {
      throw new InvalidValueException("must be true or false");
    }
    return YES.contains(text);
  }

  private String choice(String text) {
    return choices.stream()
        .filter(choice -> choice.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> new InvalidValueException("must be one of: " + String.join(", ", choices)));
  }
}
