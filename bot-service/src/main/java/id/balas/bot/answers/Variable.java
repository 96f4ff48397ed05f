package id.balas.bot.answers;

import id.balas.bot.decision.Texts;
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

/// A word in braces, such as `{name}`, that a text has something else for each time.
enum Variable {
  /// The customer's, where WhatsApp tells it.
  NAME,
  /// Good morning, by the desk's clock.
  GREETING,
  /// The week's opening hours.
  HOURS,
  /// When the desk opens next.
  NEXT_OPENING,
  DAY,
  DATE,
  TIME;

  private static final int LONGEST_NAME = 60;
  private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}\\s]*)}");
  private static final Pattern KNOWN =
      Pattern.compile(" ?\\{(name|greeting|hours|next_opening|day|date|time)}");

  /// What the variables are for one customer at one time.
  record Values(Hours hours, Instant at, @Nullable String customerName) {}

  /// The variables of a text; throws [Unacceptable] if there is one that nobody knows.
  static Set<Variable> in(String text) {
    Set<Variable> variables = new HashSet<>();
    for (Matcher each = IN_BRACES.matcher(text); each.find(); ) {
      variables.add(
          Arrays.stream(values())
              .filter(variable -> variable.word().equals(each.group(1)))
              .findFirst()
              .orElseThrow(
                  () -> new Unacceptable(each.group() + " is unknown; there are " + all())));
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

  /// The text as the customer reads it. What is put in is not looked at again, whatever a customer
  /// calls themselves; a variable without a value goes, with the space before it.
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
      case GREETING -> Optional.of(OpeningWords.greeting(at.getHour(), language));
      case HOURS ->
          hours.areSet()
              ? Optional.of(OpeningWords.week(hours.week(), language))
              : Optional.empty();
      case NEXT_OPENING ->
          hours.nextOpening(values.at()).map(next -> OpeningWords.opening(next, language));
      case DAY -> Optional.of(at.getDayOfWeek().getDisplayName(TextStyle.FULL, language.locale()));
      case DATE ->
          Optional.of(at.format(DateTimeFormatter.ofPattern("d MMMM uuuu", language.locale())));
      case TIME -> Optional.of(OpeningWords.time(at.toLocalTime(), language));
    };
  }

  private static Optional<String> name(@Nullable String customerName) {
    return customerName == null || customerName.isBlank()
        ? Optional.empty()
        : Optional.of(
            Texts.atMost(LONGEST_NAME, customerName.replaceAll("\\p{Cntrl}", " ").strip()));
  }
}
