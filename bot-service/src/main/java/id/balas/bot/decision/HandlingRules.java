package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.people.Conversations;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.MessageKinds;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resend;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.PeopleCommand.FoundOpen;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a decision changes for the agents: whether the chat waits for one, who has it, and its
/// conversation. One instance is one decision: `before` is the chat before it, `after` the chat
/// with its new mode, assignee and questions.
final class HandlingRules {

  private static final Set<Reason> ENDED_BY_BOT = Set.of(Reason.ASKED, Reason.WROTE, Reason.AWAY);

  private final Chat before;
  private final Chat after;
  private final ChatInput input;
  private final Decision decision;
  private final Instant now;

  private HandlingRules(Chat before, Chat after, ChatInput input, Decision decision, Instant now) {
    this.before = before;
    this.after = after;
    this.input = input;
    this.decision = decision;
    this.now = now;
  }

  static Handling after(
      Policy policy, Chat before, Chat after, ChatInput input, Decision decision, Instant now) {
    if (decision instanceof Decision.Link
        || decision instanceof Decision.Forward
        || (after.handling().hasBlock() && policy.isCustomer(after))) {
      return after.handling();
    }
    var rules = new HandlingRules(before, after, input, decision, now);
    Handling handling = rules.holders(after.handling());
    return policy.isCustomer(after)
        ? rules.conversation(rules.waiting(handling), new Conversations(policy.people().reopen()))
        : handling.outsideQueue(now);
  }

  // Which team has the chat, when a person last wrote, and whether the chat is unattended.
  private Handling holders(Handling handling) {
    return switch (decision) {
      case Decision.HandOff handOff ->
          (handOff.tags().team() == null ? handling : handling.withTeam(handOff.tags().team()))
              .unattended(after.assignee() == null ? now : handling.unattendedSince());
      case Decision.PassToPeople pass ->
          handling
              .withTeam(pass.team() == null ? handling.team() : pass.team())
              .unattended(pass.assignee() == null ? now : null);
      case Decision.Relay _ when !isBulkResend() -> handling.personWrote(writtenAt());
      case Decision.YieldToPerson _ -> handling.personWrote(writtenAt());
      case Decision.SwitchMode change ->
          change.mode() == Mode.BOT
              ? handling.unattended(null).withTeam(null)
              : handling.unattended(null);
      case Decision.CloseConversation _ -> handling.unattended(null).withTeam(null);
      case Decision.KeepQuiet quiet -> handling.quiet(quiet.until());
      default -> handling;
    };
  }

  private Instant writtenAt() {
    Instant at = input instanceof FoundOpen found ? found.lastAt() : input.occurredAt();
    return at.isAfter(now) ? now : at;
  }

  private boolean isBulkResend() {
    return input instanceof Resend resend && resend.isBulk();
  }

  private Handling waiting(Handling handling) {
    Handling ended = endedByPerson(handling);
    Handling waits = withNewReason(withDroppedQuestions(ended));
    return snooze(waits);
  }

  private Handling endedByPerson(Handling handling) {
    Waiting waiting = handling.waiting();
    if (isClosing()) {
      return handling.withWaiting(null).snoozed(null);
    }
    if (waiting == null) {
      return handling;
    }
    return switch (decision) {
      case Decision.Relay _ when isBulkResend() ->
          handling.withWaiting(waiting.without(Set.of(Reason.ANSWER_FAILED)));
      case Decision.Relay _ -> isReplyToOlder() ? handling : handling.withWaiting(null);
      case Decision.YieldToPerson _ ->
          writtenAt().isBefore(waiting.latestAt()) ? handling : handling.withWaiting(null);
      case Decision.SwitchMode change when change.mode() == Mode.BOT ->
          handling.withWaiting(waiting.without(ENDED_BY_BOT));
      default -> handling;
    };
  }

  // The person is done with the chat.
  private boolean isClosing() {
    boolean isReturned =
        decision instanceof Decision.SwitchMode
            && (input instanceof Unassign || input instanceof Resume)
            && ((ChatCommand) input).issuedBy().kind() != Issuer.Kind.SYSTEM;
    return isReturned || decision instanceof Decision.CloseConversation;
  }

  private boolean isReplyToOlder() {
    return input instanceof Reply reply && before.isUnseen(reply.seen());
  }

  // The customer waits for an AI answer that will not come, unless a person answered or the
  // customer chose the bot.
  private Handling withDroppedQuestions(Handling handling) {
    List<Asked> dropped =
        before.asked().stream()
            .filter(question -> !after.asked().contains(question) && !isAnswered(question))
            .toList();
    if (dropped.isEmpty()) {
      return handling;
    }
    Reason reason = decision.waits() == null ? Reason.WROTE : decision.waits();
    return handling.and(
        Waiting.of(
            reason,
            Asked.first(dropped),
            handling.waiting() == null
                ? dropped.getLast().causeId()
                : handling.waiting().latestId(),
            dropped.stream().map(Asked::since).max(Comparator.naturalOrder()).orElse(now)));
  }

  private boolean isAnswered(Asked question) {
    return switch (decision) {
      case Decision.AnswerByAi _, Decision.CloseConversation _ -> true;
      case Decision.Relay _ -> !isReplyToOlder();
      case Decision.YieldToPerson _ -> !writtenAt().isBefore(question.since());
      case Decision.SwitchMode change -> change.mode() == Mode.BOT;
      default -> false;
    };
  }

  private Handling withNewReason(Handling handling) {
    Reason reason = decision.waits();
    if (isCustomersMessage()) {
      Waiting own = handling.waiting();
      Instant at = writtenAt();
      if (reason != null) {
        return handling.and(Waiting.of(reason, at, input.causeId(), at));
      }
      return own == null
          ? handling
          : handling.withWaiting(
              new Waiting(
                  own.reasons(),
                  own.since(),
                  input.causeId(),
                  own.latestAt().isAfter(at) ? own.latestAt() : at));
    }
    return switch (decision) {
      case Decision.Wait wait -> handling.and(wait.waiting());
      case Decision.PassToPeople _ when reason != null ->
          handling.and(Waiting.of(reason, now, input.causeId(), now));
      case Decision.Merge merge when merge.waits() != null ->
          handling.and(IdentityRules.owed(merge, input.causeId(), now));
      default -> handling;
    };
  }

  // A sign and a rating need no answer, and a message of more than 14 days gets none.
  private boolean isCustomersMessage() {
    return input instanceof InboundMessage message
        && !(decision instanceof Decision.Rate)
        && message.author() == From.CUSTOMER
        && !MessageKinds.isSign(message.content())
        && !message.sentAt().plus(Policy.KAFKA_RETENTION).isBefore(now);
  }

  private Handling snooze(Handling handling) {
    if (decision instanceof Decision.SnoozeChat snooze) {
      return handling.snoozed(snooze.until());
    }
    Instant until = handling.snoozedUntil();
    if (until == null || !endsSnooze()) {
      return handling;
    }
    Handling awake = handling.snoozed(null);
    boolean isDue = !(decision instanceof Decision.EndSnooze end && end.byPerson());
    Instant since =
        input instanceof InboundMessage ? writtenAt() : until.isBefore(now) ? until : now;
    return awake.waiting() == null && isDue
        ? awake.withWaiting(Waiting.of(Reason.DUE, since, input.causeId(), since))
        : awake;
  }

  private boolean endsSnooze() {
    return decision instanceof Decision.EndSnooze
        || decision instanceof Decision.PassToPeople
        || isCustomersMessage()
        || decision.waits() != null;
  }

  private Handling conversation(Handling handling, Conversations conversations) {
    Handling opened =
        isCustomersMessage() || isPersonsMessage()
            ? conversations.message(handling, before.key(), input.causeId(), writtenAt())
            : handling;
    Handling changed =
        switch (decision) {
          case Decision.CloseConversation close ->
              opened.withConversation(
                  Conversations.resolved(
                      opened.conversation(), close.by(), now, close.question() != null));
          case Decision.OpenConversation _ ->
              conversations.opened(opened, before.key(), input.causeId(), writtenAt());
          case Decision.Rate rate -> Conversations.rated(opened, rate.answer(), writtenAt());
          default -> Conversations.tagged(opened, decision.tags().priority());
        };
    Handling withAgent =
        after.assignee() == null
            ? changed
            : Conversations.withAgent(changed, after.assignee(), now);
    return conversations.openIfWaiting(withAgent, before.key(), input.causeId(), writtenAt());
  }

  private boolean isPersonsMessage() {
    return decision instanceof Decision.YieldToPerson
        || (decision instanceof Decision.Relay && !isBulkResend());
  }
}
