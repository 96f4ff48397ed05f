package id.balas.bot.answers.book;

import id.balas.bot.decision.lookup.AnswerBook.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A canned answer: sent when a keyword matches the customer's message during the `active` spans
/// (empty: always). The highest `priority` wins, then the customer's language, then the oldest
/// rule. With `handsOff` the chat is handed to an agent and the answer is the notice. `tags` are
/// the labels and the priority that the chat gets, and the team to which it is handed.
public record Rule(
    String name,
    Language language,
    Match match,
    List<String> keywords,
    String answer,
    boolean handsOff,
    int priority,
    List<Span> active,
    boolean enabled,
    Tags tags) {

  private static final int LONGEST_NAME = 100;
  private static final int MOST_KEYWORDS = 50;
  private static final int MOST_SPANS = 70;
  private static final int LONGEST_KEYWORD = 200;
  // WhatsApp's limit is 4,096 characters; the rest is reserved for the values of variables.
  private static final int LONGEST_ANSWER = 3500;
  private static final int HIGHEST_PRIORITY = 1000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  public Rule {
    name = text("name", name, LONGEST_NAME);
    if (CONTROL.matcher(name).find()) {
      throw new InvalidAnswerException("name", "must be one line");
    }
    requirePresent("language", language);
    requirePresent("match", match);
    requirePresent("keywords", keywords);
    keywords = keywords.stream().map(word -> text("keywords", word, LONGEST_KEYWORD)).toList();
    if (keywords.isEmpty() || keywords.size() > MOST_KEYWORDS) {
      throw new InvalidAnswerException("keywords", "must have 1 to " + MOST_KEYWORDS + " entries");
    }
    answer = text("answer", answer, LONGEST_ANSWER);
    var _ = Variable.in("answer", answer);
    if (Math.abs(priority) > HIGHEST_PRIORITY) {
      throw new InvalidAnswerException(
          "priority", "must be between -" + HIGHEST_PRIORITY + " and " + HIGHEST_PRIORITY);
    }
    active = active == null ? List.of() : List.copyOf(active);
    if (active.size() > MOST_SPANS) {
      throw new InvalidAnswerException("active", "must have at most " + MOST_SPANS + " spans");
    }
    keywords.forEach(match::finds);
    if (tags.team() != null && !handsOff) {
      throw new InvalidAnswerException("team", "goes with \"handsOff\" only");
    }
  }

  private static void requirePresent(String field, @Nullable Object value) {
    if (value == null) {
      throw new InvalidAnswerException(field, "is missing");
    }
  }

  private static String text(String field, @Nullable String value, int longest) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty()) {
      throw new InvalidAnswerException(field, "must not be blank");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw new InvalidAnswerException(field, "must have at most " + longest + " characters");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidAnswerException(field, "must not contain a NUL character");
    }
    return text;
  }

  /// What its regular expressions cost for each message: [Match#cost]. Zero if it is disabled.
  public int cost() {
    return enabled ? keywords.stream().mapToInt(match::cost).sum() : 0;
  }

  /// The compiled form, ready for matching.
  Ready ready() {
    return new Ready(
        this,
        keywords.stream().map(match::finds).reduce(Predicate::or).orElse(_ -> false),
        Variable.in("answer", answer));
  }

  record Ready(Rule rule, Predicate<NormalizedText> finds, Set<Variable> needs) {

    /// Empty if the rule does not match. A rule with a variable for hours does not answer if no
    /// hours are set.
    Optional<String> answer(NormalizedText words, Variable.Values values) {
      boolean matches =
          finds.test(words)
              && (rule.active.isEmpty()
                  || rule.active.stream()
                      .anyMatch(span -> span.covers(values.hours().local(values.at()))))
              && needs.stream()
                  .allMatch(variable ->
                      variable == Variable.NAME
                          || variable.value(rule.language, values).isPresent());
      return matches
          ? Optional.of(Variable.fill(rule.answer, rule.language, values))
          : Optional.empty();
    }
  }

  /// A rule as stored in the database.
  public record Stored(long id, Rule rule, @Nullable String changedBy, Instant changedAt) {}
}
