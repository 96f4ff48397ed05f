package id.balas.bot.decision;

import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.EndHumanWindow;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.Tell;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.events.Author;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.CommandResult;
import id.balas.events.ChatInput;
import id.balas.events.Content;
import id.balas.events.Issuer;
import id.balas.events.OutboundMessage;
import id.balas.events.ReplyRequest;
import id.balas.events.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step of a chat: carries a decision out on the chat and names all that it emits. Every id is derived from the
/// input's, so that a repetition emits the same records.
public final class Fold {

  private final Decider decider;
  private final Duration answerWithin;

  public Fold(Policy policy) {
    this.decider = new Decider(policy);
    this.answerWithin = policy.answerWithin();
  }

  /// The chat after the input, and what is to be stored and published.
  public record Step(Chat chat, Decided decided) {}

  public Step step(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    Decision decision = decider.decide(chat, input, now, book);
    Chat after = after(chat, decision, now);
    List<WireRecord> emits = new ArrayList<>();
    Outcome outcome =
        switch (decision) {
          case Answer answer -> {
            emits.add(message(after, input, new Content.Text(answer.text()), Author.bot(answer.rule()), null, now));
            yield Outcome.ANSWERED;
          }
          case AnswerAway away -> {
            emits.add(message(after, input, new Content.Text(away.text()), Author.bot(away.rule()), null, now));
            yield Outcome.ANSWERED;
          }
          case Ask ask -> {
            emits.add(request(after, input, ask, now));
            yield Outcome.ASKED;
          }
          case Relay relay -> {
            emits.add(message(after, input, relay.content(), relay.author(), relay.quotedId(), now));
            yield Outcome.DONE;
          }
          case SwitchMode change -> {
            if (change.notice() != null) {
              emits.add(message(after, input, new Content.Text(change.notice()), Author.NOTICE, null, now));
            }
            yield Outcome.DONE;
          }
          case Tell tell -> {
            emits.add(message(after, input, new Content.Text(tell.text()), Author.NOTICE, null, now));
            yield Outcome.DONE;
          }
          case PassOn passOn -> {
            emits.add(passOn.command());
            yield Outcome.DONE;
          }
          case YieldToPerson _, EndHumanWindow _ -> Outcome.DONE;
          case StaySilent _ -> Outcome.SILENT;
          case Refuse _ -> Outcome.REFUSED;
        };
    addResult(input, decision, outcome, emits, now);
    return new Step(after, new Decided(input.chat(), input.causeId(), outcome, decision.rule(), emits, now));
  }

  private static Chat after(Chat chat, Decision decision, Instant now) {
    return switch (decision) {
      case SwitchMode change -> chat.switchedTo(change.mode(), change.assignee(), now);
      case YieldToPerson person -> heldUntil(chat, person.until(), now);
      case Relay relay -> heldUntil(chat, relay.silentUntil(), now);
      case EndHumanWindow _ -> chat.withoutHumanWindow();
      case AnswerAway _ -> chat.toldAway(now);
      case Answer _, Ask _, StaySilent _, PassOn _, Tell _, Refuse _ -> chat;
    };
  }

  private static Chat heldUntil(Chat chat, Instant until, Instant now) {
    return until.isAfter(now) ? chat.heldByPersonUntil(until, now) : chat.touchedByPerson(now);
  }

  private OutboundMessage message(
      Chat chat, ChatInput input, Content content, Author author, @Nullable String quotedId, Instant now) {
    return new OutboundMessage(
        outboundId(input),
        input.channel(),
        input.chatId(),
        content,
        author,
        input.causeId(),
        chat.epoch(),
        quotedId,
        now,
        author.isAutomatic() ? input.occurredAt().plus(answerWithin) : null);
  }

  private ReplyRequest request(Chat chat, ChatInput input, Ask ask, Instant now) {
    return new ReplyRequest(
        outboundId(input),
        input.channel(),
        input.chatId(),
        input.causeId(),
        ask.words(),
        ask.customerName(),
        chat.epoch(),
        now,
        input.occurredAt().plus(answerWithin));
  }

  // One input leads to one message at most, so its name is enough.
  private static String outboundId(ChatInput input) {
    String cause = input.channel() + "/" + input.causeId();
    return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
  }

  // Whoever gave a command in a chat of their own is told there what became of it.
  private static void addResult(
      ChatInput input, Decision decision, Outcome outcome, List<WireRecord> emits, Instant now) {
    if (input instanceof ChatCommand command && command.issuedBy().answerChatId() != null) {
      emits.add(
          new CommandResult(
              command.commandId() + "-result",
              command.channel(),
              command.issuedBy().answerChatId(),
              Issuer.system("bot"),
              now,
              command.commandId(),
              command.getClass().getSimpleName().toLowerCase(Locale.ROOT),
              command.chatId(),
              outcome != Outcome.REFUSED,
              decision.rule()));
    }
  }
}
