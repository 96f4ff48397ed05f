package id.balas.bot.answers.book;

import id.balas.bot.decision.lookup.AnswerBook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer book as a snapshot of rules, hours and texts. Order: the rules; outside opening hours
/// the away reply, once per period; the AI, if it is ready; the default reply. Outside opening
/// hours there is no default reply.
public final class AnswerBookSnapshot implements AnswerBook {

  private record Found(Rule rule, String text) {}

  private final List<Rule.Ready> rules;
  private final Hours hours;
  private final BotTexts texts;
  private final boolean asksAi;

  public AnswerBookSnapshot(List<Rule.Stored> rules, Hours hours, BotTexts texts, boolean asksAi) {
    this.rules =
        rules.stream()
            .filter(stored -> stored.rule().enabled())
            .sorted(
                Comparator.comparingInt((Rule.Stored stored) -> stored.rule().priority())
                    .reversed()
                    .thenComparingLong(Rule.Stored::id))
            .map(stored -> stored.rule().ready())
            .toList();
    this.hours = hours;
    this.texts = texts;
    this.asksAi = asksAi;
  }

  @Override
  public Optional<Finding> findRule(Question question) {
    NormalizedText words = NormalizedText.of(question.words());
    var values = new Variable.Values(hours, question.at(), question.customerName());
    return first(words, texts.languageOf(words), values).map(AnswerBookSnapshot::finding);
  }

  @Override
  public Finding find(Question question) {
    NormalizedText words = NormalizedText.of(question.words());
    Language language = texts.languageOf(words);
    var values = new Variable.Values(hours, question.at(), question.customerName());
    Optional<Found> found = first(words, language, values);
    if (found.isPresent()) {
      return finding(found.get());
    }
    if (!hours.areOpen(question.at()) && !gotAwayReply(question.lastAway(), question.at())) {
      return new Finding.SayAway("outside opening hours", texts.away(language, values));
    }
    if (asksAi) {
      return new Finding.AskAi("no rule matches, the AI is asked");
    }
    return hours.areOpen(question.at())
        ? new Finding.SayDefault("the default reply", texts.defaultReply(language, values))
        : new Finding.Silence("outside opening hours, the away reply was sent before");
  }

  private static Finding finding(Found found) {
    String rule = "the rule \"" + found.rule().name() + "\"";
    return found.rule().handsOff()
        ? new Finding.HandOff(rule, found.text(), found.rule().tags())
        : new Finding.Say(rule, found.text(), found.rule().tags());
  }

  // Among rules of equal priority, the first in the customer's language wins, else the first.
  private Optional<Found> first(NormalizedText words, Language language, Variable.Values values) {
    Found other = null;
    for (Rule.Ready ready : rules) {
      Rule rule = ready.rule();
      if (other != null && rule.priority() < other.rule().priority()) {
        break;
      }
      if (other == null || rule.language() == language) {
        Optional<String> text = ready.answer(words, values);
        if (text.isPresent() && rule.language() == language) {
          return Optional.of(new Found(rule, text.get()));
        }
        if (text.isPresent()) {
          other = new Found(rule, text.get());
        }
      }
    }
    return Optional.ofNullable(other);
  }

  private boolean gotAwayReply(@Nullable Instant lastAway, Instant at) {
    return lastAway != null && lastAway.plus(hours.awayEvery()).isAfter(at);
  }

  @Override
  public String notice(Notice notice, Addressee to) {
    return texts.notice(notice, new Variable.Values(hours, to.at(), to.customerName()));
  }

  @Override
  public @Nullable String replyWithoutText(Addressee to) {
    return texts.replyWithoutText(new Variable.Values(hours, to.at(), to.customerName()));
  }

  @Override
  public boolean isOpen(Instant at) {
    return hours.areOpen(at);
  }

  public Hours hours() {
    return hours;
  }
}
