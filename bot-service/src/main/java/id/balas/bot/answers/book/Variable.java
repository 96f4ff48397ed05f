package id.balas.bot.answers.book;

import id.balas.bot.decision.text.Texts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A placeholder in a text, such as `{name}`.
enum Variable {
  /// The customer's name, if WhatsApp sends it.
  NAME,
  /// A greeting for the time of day, such as "Good morning".
  GREETING,
  /// The weekly opening hours.
  HOURS,
  /// The next opening time.
  NEXT_OPENING,
  DAY,
  DATE,
  TIME;

  private static final int LONGEST_NAME = 60;
  private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}\\s]*)}");
  private static final Pattern KNOWN =
      Pattern.compile(" ?\\{(name|greeting|hours|next_opening|day|date|time)}");

  /// The input for the values of the variables: the hours, the time and the customer.
  record Values(Hours hours, Instant at, @Nullable String customerName) {}

  /// Returns the variables in a text; throws [InvalidAnswerException] for an unknown one.
  static Set<Variable> in(String field, String text) {
    Set<Variable> variables = new HashSet<>();
    for (Matcher each = IN_BRACES.matcher(text); each.find(); ) {
      variables.add(
          Arrays.stream(values())
              .filter(variable -> variable.word().equals(each.group(1)))
              .findFirst()
              .orElseThrow(() ->
                  new InvalidAnswerException(
                      field, "has the unknown variable " + each.group() + ". Use " + all())));
    }
    return variables;
  }

  private static String all() {
    return Arrays.stream(values())
        .map(variable -> "{" + variable.word() + "}")
        .collect(Collectors.joining(" "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Replaces the variables. Inserted values are not expanded again: a customer's name may contain
  /// braces. A variable without a value is removed together with the space before it.
  static String fill(String text, Language language, Values values) {
    return KNOWN
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(replacement(found, language, values)));
  }

  private static String replacement(MatchResult found, Language language, Values values) {
    String space = found.group().startsWith(" ") ? " " : "";
    return valueOf(found.group(1).toUpperCase(Locale.ROOT))
        .value(language, values)
        .map(value -> space + value)
        .orElse("");
  }

  Optional<String> value(Language language, Values values) {
    Hours hours = values.hours();
    LocalDateTime at = hours.local(values.at());
    return switch (this) {
      case NAME -> name(values.customerName());
      case GREETING -> Optional.of(OpeningHoursText.greeting(at.getHour(), language));
      case HOURS ->
          hours.areSet()
              ? Optional.of(OpeningHoursText.week(hours.week(), language))
              : Optional.empty();
      case NEXT_OPENING ->
          hours
              .nextOpening(values.at())
              .map(next -> OpeningHoursText.opening(hours.zoned(next), language));
      case DAY -> Optional.of(at.getDayOfWeek().getDisplayName(TextStyle.FULL, language.locale()));
      case DATE ->
          Optional.of(at.format(DateTimeFormatter.ofPattern("d MMMM uuuu", language.locale())));
      case TIME -> Optional.of(OpeningHoursText.time(at.toLocalTime(), language));
    };
  }

  private static Optional<String> name(@Nullable String customerName) {
    return customerName == null || customerName.isBlank()
        ? Optional.empty()
        : Optional.of(
            Texts.atMost(LONGEST_NAME, customerName.replaceAll("\\p{Cntrl}", " ").strip()));
  }
}
