package id.balas.bot.answers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A canned answer: said when one of the keywords is found in what the customer wrote, while it is
/// `active` (no spans: always). Of several the highest `priority` wins, then the customer's
/// language, then the oldest. One that `handsOff` gives the chat to people, and its answer is what
/// the customer is told then.
record Rule(
    String name,
    Language language,
    Match match,
    List<String> keywords,
    String answer,
    boolean handsOff,
    int priority,
    List<Span> active,
    boolean enabled) {

  private static final int MOST_KEYWORDS = 50;
  private static final int LONGEST_KEYWORD = 200;
  // What fills the variables needs room, too: WhatsApp's messages have 4,096.
  private static final int LONGEST_ANSWER = 3500;
  private static final int HIGHEST_PRIORITY = 1000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  Rule {
    name = Given.text("name", name, 100);
    if (CONTROL.matcher(name).find()) {
      throw new Unacceptable("name is one line");
    }
    Given.value("language", language);
    Given.value("match", match);
    keywords =
        Given.value("keywords", keywords).stream()
            .map(word -> Given.text("a keyword", word, LONGEST_KEYWORD))
            .toList();
    if (keywords.isEmpty() || keywords.size() > MOST_KEYWORDS) {
      throw new Unacceptable("a rule has 1 to " + MOST_KEYWORDS + " keywords");
    }
    answer = Given.text("answer", answer, LONGEST_ANSWER);
    var _ = Variable.in(answer);
    if (Math.abs(priority) > HIGHEST_PRIORITY) {
      throw new Unacceptable("priority is from -" + HIGHEST_PRIORITY + " to " + HIGHEST_PRIORITY);
    }
    active = active == null ? List.of() : List.copyOf(active);
    if (active.size() > 70) {
      throw new Unacceptable("a rule is active in 70 spans at most");
    }
    keywords.forEach(match::finds);
  }

  /// One that is in force, ready to be asked.
  Ready ready() {
    return new Ready(
        this,
        keywords.stream().map(match::finds).reduce(Predicate::or).orElse(_ -> false),
        Variable.in(answer));
  }

  record Ready(Rule rule, Predicate<Words> finds, Set<Variable> needs) {

    /// Empty if it does not fit. A rule that speaks of hours which are not set keeps silent.
    Optional<String> answer(Words words, Variable.Values values) {
      boolean fits =
          finds.test(words)
              && (rule.active.isEmpty()
                  || rule.active.stream()
                      .anyMatch(span -> span.covers(values.hours().local(values.at()))))
              && needs.stream()
                  .allMatch(variable ->
                      variable == Variable.NAME
                          || variable.value(rule.language, values).isPresent());
      return fits
          ? Optional.of(Variable.fill(rule.answer, rule.language, values))
          : Optional.empty();
    }
  }

  /// As it is stored.
  record Stored(long id, Rule rule, @Nullable String changedBy, Instant changedAt) {}
}
