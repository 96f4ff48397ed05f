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
import id.balas.bot.decision.Decision.Note;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.Tell;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.events.ChatInput;
import id.balas.events.Mode;
import id.balas.events.WireRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One step of a chat: carries a decision out on the chat, and names all that it emits and every
/// question that it ends.
public final class Fold {

  private final Decider decider;
  private final Duration answerWithin;

  public Fold(Policy policy, Overview overview) {
    this.decider = new Decider(policy, overview);
    this.answerWithin = policy.answerWithin();
  }

  /// The chat after the input, what is to be stored and published, and the ends of what the AI was
  /// asked before.
  public record Step(Chat chat, Decided decided, List<Ended> ended) {}

  public Step step(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    Decision decision = decider.decide(chat, input, now, book);
    Chat after = after(chat, input, decision, now);
    Outcome outcome = outcome(decision);
    List<WireRecord> emits = new Emission(after, input, answerWithin, now).of(decision, outcome);
    return new Step(
        after,
        new Decided(input.chat(), input.causeId(), outcome, decision.rule(), emits, now),
        ended(chat, after, input, decision, outcome));
  }

  private Chat after(Chat chat, ChatInput input, Decision decision, Instant now) {
    return switch (decision) {
      case HandOff _ -> chat.switchedTo(Mode.AGENT, chat.assignee(), now).answered(chat.asked());
      case SwitchMode change -> chat.switchedTo(change.mode(), change.assignee(), now);
      case YieldToPerson person -> chat.heldByPersonUntil(person.until(), now);
      case Relay relay -> chat.heldByPersonUntil(relay.silentUntil(), now);
      case EndHumanWindow _ -> chat.withoutHumanWindow();
      case AnswerAway _ -> chat.toldAway(now);
      case Ask _ ->
          chat.asking(
              new Asked(
                  Emission.id(input), input.causeId(), now, input.occurredAt().plus(answerWithin)));
      case AnswerByAi answer -> chat.answered(answer.to());
      case Answer _, StaySilent _, PassOn _, Tell _, Note _, Refuse _ -> chat;
    };
  }

  private static Outcome outcome(Decision decision) {
    return switch (decision) {
      case Answer _, AnswerAway _, AnswerByAi _ -> Outcome.ANSWERED;
      case Ask _ -> Outcome.ASKED;
      case HandOff _ -> Outcome.HANDED_OFF;
      case StaySilent _ -> Outcome.SILENT;
      case Refuse _ -> Outcome.REFUSED;
      case SwitchMode _, YieldToPerson _, Relay _, EndHumanWindow _, PassOn _, Tell _, Note _ ->
          Outcome.DONE;
    };
  }

  // What the AI was asked at an older epoch is not answered any more, and says why.
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
