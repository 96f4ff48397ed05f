package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.AnswerByAi;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.EndHumanWindow;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.Inquire;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.events.ChatInput;
import id.balas.events.WireRecord;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies a decision to a chat and lists the records to emit and the pending AI requests that it
/// ends.
public final class ChatTransition {

  private final Decider decider;
  private final Duration answerWithin;

  public ChatTransition(Policy policy) {
    this.decider = new Decider(policy);
    this.answerWithin = policy.answerWithin();
  }

  /// The chat after the input, the decision to store and publish, and the outcomes of the AI
  /// requests that it ends. If `inquiry` is not null, `decided` is incomplete until [#answered]
  /// adds the reply.
  public record Step(
      Chat chat, Decided decided, List<Ended> ended, @Nullable Inquiry inquiry, ChatInput input) {

    /// Returns the decision about an inquiry, completed with the reply text.
    public Decided answered(String text) {
      Instant now = decided.decidedAt();
      Decision answer = new ReplyToAdmin(decided.rule(), text);
      return new Decided(
          decided.chat(),
          decided.causeId(),
          decided.outcome(),
          decided.rule(),
          Effects.of(answer, decided.outcome(), chat, input, Duration.ZERO, now),
          now);
    }
  }

  public Step step(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    Decision decision = decider.decide(chat, input, now, book);
    Chat after = after(chat, input, decision, now);
    Outcome outcome = outcome(decision);
    List<WireRecord> emits = Effects.of(decision, outcome, after, input, answerWithin, now);
    return new Step(
        after,
        new Decided(input.chat(), input.causeId(), outcome, decision.rule(), emits, now),
        ended(chat, after, input, decision, outcome),
        decision instanceof Inquire inquire ? inquire.about() : null,
        input);
  }

  private Chat after(Chat chat, ChatInput input, Decision decision, Instant now) {
    return switch (decision) {
      case HandOff _ -> chat.switchedTo(Mode.AGENT, chat.assignee(), now).answered(chat.asked());
      case SwitchMode change -> chat.switchedTo(change.mode(), change.assignee(), now);
      case YieldToPerson person -> chat.heldByPersonUntil(person.until(), now);
      case Relay relay -> relayed(chat, relay.silentUntil(), now);
      case EndHumanWindow _ -> chat.withoutHumanWindow();
      case AnswerAway _ -> chat.withAwaySent(now);
      case Ask _ ->
          chat.asking(
              new Asked(
                  Effects.id(input), input.causeId(), now, input.occurredAt().plus(answerWithin)));
      case AnswerByAi answer -> chat.answered(answer.to());
      case Answer _, StaySilent _, PassOn _, ReplyToAdmin _, Inquire _, RecordOnly _, Refuse _ ->
          chat;
    };
  }

  private static Chat relayed(Chat chat, @Nullable Instant silentUntil, Instant now) {
    return silentUntil == null ? chat : chat.heldByPersonUntil(silentUntil, now);
  }

  private static Outcome outcome(Decision decision) {
    return switch (decision) {
      case Answer _, AnswerAway _, AnswerByAi _ -> Outcome.ANSWERED;
      case Ask _ -> Outcome.ASKED;
      case HandOff _ -> Outcome.HANDED_OFF;
      case StaySilent _ -> Outcome.SILENT;
      case Refuse _ -> Outcome.REFUSED;
      case SwitchMode _,
          YieldToPerson _,
          Relay _,
          EndHumanWindow _,
          PassOn _,
          ReplyToAdmin _,
          Inquire _,
          RecordOnly _ ->
          Outcome.DONE;
    };
  }

  // AI requests that are no longer pending get a final outcome, with the rule that ended them.
  private static List<Ended> ended(
      Chat before, Chat after, ChatInput input, Decision decision, Outcome outcome) {
    boolean answered = outcome == Outcome.ANSWERED || outcome == Outcome.HANDED_OFF;
    return before.asked().stream()
        .filter(question -> !after.asked().contains(question))
        .map(question ->
            new Ended(
                before.key(),
                question.causeId(),
                answered ? outcome : Outcome.SILENT,
                decision.rule(),
                input.causeId()))
        .toList();
  }
}
