package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.Decision.ActOnMessage;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.AnswerByAi;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.CloseConversation;
import id.balas.bot.decision.Decision.EndHumanWindow;
import id.balas.bot.decision.Decision.EndLink;
import id.balas.bot.decision.Decision.EndSnooze;
import id.balas.bot.decision.Decision.Forward;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.Inquire;
import id.balas.bot.decision.Decision.Inquiry;
import id.balas.bot.decision.Decision.KeepQuiet;
import id.balas.bot.decision.Decision.LeaveToPeople;
import id.balas.bot.decision.Decision.Link;
import id.balas.bot.decision.Decision.Merge;
import id.balas.bot.decision.Decision.OpenConversation;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.PassToPeople;
import id.balas.bot.decision.Decision.Rate;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.Release;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.SetPriority;
import id.balas.bot.decision.Decision.SetRestrictions;
import id.balas.bot.decision.Decision.SnoozeChat;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.Wait;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.people.Changes;
import id.balas.bot.decision.people.Identity;
import id.balas.events.ChatChanged;
import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.PeopleCommand.FoundOpen;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies a decision to a chat and lists the records to emit and the pending AI requests that it
/// ends.
public final class ChatTransition {

  private final Decider decider;
  private final Policy policy;
  private final Duration answerWithin;

  public ChatTransition(Policy policy) {
    this.decider = new Decider(policy);
    this.policy = policy;
    this.answerWithin = policy.answerWithin();
  }

  /// The chat after the input, the decision to store and publish, the outcomes of the AI requests
  /// that it ends, and the labels that it sets. If `inquiry` is not null, `decided` is incomplete
  /// until [#answered] adds the reply.
  public record Step(
      Chat chat,
      Decided decided,
      List<Ended> ended,
      List<String> labels,
      @Nullable Inquiry inquiry,
      ChatInput input) {

    /// Returns the decision about an inquiry, completed with the reply text.
    public Decided answered(String text) {
      Instant now = decided.decidedAt();
      Decision answer = new ReplyToAdmin(decided.rule(), text);
      return new Decided(
          decided.chat(),
          decided.causeId(),
          decided.outcome(),
          decided.rule(),
          Effects.of(answer, decided.outcome(), chat, input, Duration.ZERO, now, null),
          now);
    }
  }

  /// `chat` is the chat of the input's key. A forwarded input is decided as the input itself.
  public Step step(Chat chat, ChatInput received, Instant now, AnswerBook book) {
    ChatInput input =
        received instanceof ForwardedInput(_, _, _, ChatInput original) ? original : received;
    Decision decision = decider.decide(chat, received, now, book);
    Chat moved = after(chat, input, decision, now);
    Chat after = moved.with(HandlingRules.after(policy, chat, moved, input, decision, now));
    Outcome outcome = Outcome.of(decision);
    Instant answersSince = answersSince(chat, input, decision);
    List<WireRecord> emits =
        new ArrayList<>(
            Effects.of(decision, outcome, after, input, answerWithin, now, answersSince));
    if (policy.people().write()) {
      addChange(emits, chat, after, input, now);
    }
    return new Step(
        after.sending(emits, now),
        new Decided(chat.key(), input.causeId(), outcome, decision.rule(), emits, now),
        ended(chat, after, input, decision, outcome),
        decision.tags().labels(),
        decision instanceof Inquire inquire ? inquire.about() : null,
        input);
  }

  // What changed before changes were published is published with the command that finds the chat.
  private static void addChange(
      List<WireRecord> emits, Chat before, Chat after, ChatInput input, Instant now) {
    ChangedChat changed = after.changed();
    List<ChatChanged.Part> what =
        input instanceof FoundOpen && changed.conversation() != null
            ? List.of(ChatChanged.Part.CONVERSATION)
            : Changes.between(before.changed(), changed);
    if (!what.isEmpty()) {
      ChatKey key = after.key();
      emits.add(new ChatChanged(key.channel(), key.chatId(), input.causeId(), what, changed, now));
    }
  }

  private Chat after(Chat before, ChatInput input, Decision decision, Instant now) {
    Chat chat =
        input instanceof InboundMessage message && message.author() == From.CUSTOMER
            ? before.writtenBy(message)
            : before;
    return switch (decision) {
      case HandOff _ -> chat.switchedTo(Mode.AGENT, chat.assignee(), now).answered(chat.asked());
      case SwitchMode change -> chat.switchedTo(change.mode(), change.assignee(), now);
      case YieldToPerson person -> chat.heldByPersonUntil(person.until(), now);
      case Relay relay -> relayed(chat, relay.silentUntil(), now);
      case ActOnMessage act -> relayed(chat, act.silentUntil(), now);
      case EndHumanWindow _ -> chat.withoutHumanWindow();
      case AnswerAway _ -> chat.withAwaySent(now);
      case Ask _ ->
          chat.asking(
              new Asked(
                  Effects.id(chat, input),
                  input.causeId(),
                  now,
                  input.occurredAt().plus(answerWithin),
                  sentAt(input, now)));
      case AnswerByAi answer -> chat.answered(answer.to());
      case Link link -> chat.handedOverTo(link.phone());
      case EndLink _ -> chat.with(Identity.NONE);
      case Release release -> chat.with(chat.identity().withoutAlias(release.lid()));
      case Merge merge -> IdentityRules.merged(chat, merge.from(), now);
      case LeaveToPeople leave -> chat.answered(leave.questions());
      case KeepQuiet _ -> chat.answered(chat.asked());
      case PassToPeople pass ->
          chat.switchedTo(pass.mode() == Mode.BOT ? Mode.AGENT : pass.mode(), pass.assignee(), now);
      case CloseConversation _ ->
          chat.switchedTo(chat.mode() == Mode.PAUSE ? Mode.PAUSE : Mode.BOT, null, now);
      case SetRestrictions limits -> RestrictionRules.after(chat, limits, now);
      case Forward _ -> before;
      case Answer _,
          StaySilent _,
          PassOn _,
          ReplyToAdmin _,
          Inquire _,
          RecordOnly _,
          Wait _,
          OpenConversation _,
          SnoozeChat _,
          SetPriority _,
          EndSnooze _,
          Rate _,
          Refuse _ ->
          chat;
    };
  }

  // Clock skew: a message of the phone, which cannot be of the future, would be older.
  private static Instant sentAt(ChatInput input, Instant now) {
    return input.occurredAt().isAfter(now) ? now : input.occurredAt();
  }

  private static Chat relayed(Chat chat, @Nullable Instant silentUntil, Instant now) {
    return silentUntil == null ? chat : chat.heldByPersonUntil(silentUntil, now);
  }

  // The time of the oldest message that the emitted message answers.
  private static @Nullable Instant answersSince(Chat before, ChatInput input, Decision decision) {
    return switch (decision) {
      case Answer answer -> answer.waits() == null ? input.occurredAt() : null;
      case AnswerByAi answer -> Asked.first(answer.to());
      case Relay _ -> waitsSince(before);
      default -> null;
    };
  }

  private static @Nullable Instant waitsSince(Chat chat) {
    Waiting waiting = chat.handling().waiting();
    return waiting != null
        ? waiting.since()
        : chat.asked().isEmpty() ? null : Asked.first(chat.asked());
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
