package id.balas.bot.decision;

import id.balas.bot.decision.Decision.CloseConversation;
import id.balas.bot.decision.Decision.EndSnooze;
import id.balas.bot.decision.Decision.KeepQuiet;
import id.balas.bot.decision.Decision.OpenConversation;
import id.balas.bot.decision.Decision.PassToPeople;
import id.balas.bot.decision.Decision.Rate;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.SetPriority;
import id.balas.bot.decision.Decision.SnoozeChat;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.Wait;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.lookup.AnswerBook.Addressee;
import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.MessageKinds;
import id.balas.bot.decision.text.RatingAnswer;
import id.balas.events.ChatCommand.Prioritize;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.PeopleCommand.FoundOpen;
import id.balas.events.PeopleCommand.HandBack;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.PeopleCommand.Reopen;
import id.balas.events.PeopleCommand.ReportMissedTargets;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.value.Author;
import id.balas.events.value.Conversation;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rules for conversations, and for the queue of waiting chats and its agents.
final class PeopleRules {

  private final Policy policy;

  PeopleRules(Policy policy) {
    this.policy = policy;
  }

  Decision decide(Chat chat, PeopleCommand command, Instant now, AnswerBook book) {
    return switch (command) {
      case Resolve resolve -> onResolve(chat, resolve, now, book);
      case Snooze snooze -> onSnooze(chat, snooze, now);
      case Reopen reopen -> onReopen(chat, reopen);
      case Wake wake -> onWake(chat, wake, now);
      case EndConversation end -> onEnd(chat, end, now);
      case HandBack handBack -> onHandBack(chat, handBack);
      case Transfer transfer -> CommandRules.onTransfer(chat, transfer);
      case PersonGone gone -> onPersonGone(chat, gone);
      case TargetMissed missed ->
          new RecordOnly(
              "the target was missed: "
                  + missed.target().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      case ReportMissedTargets report ->
          new ReplyToAdmin("targets were missed", AdminTexts.missedTargets(report));
      case Restrict restrict -> RestrictionRules.onRestrict(policy, chat, restrict);
      case LoopSeen loop -> onLoop(chat, loop, now);
      case FoundOpen found -> onFoundOpen(chat, found);
    };
  }

  private Decision onResolve(Chat chat, Resolve resolve, Instant now, AnswerBook book) {
    Decision refusal = CommandRules.refusal(policy, chat, resolve);
    if (refusal != null) {
      return refusal;
    }
    return new CloseConversation(
        "the conversation was resolved",
        resolve.issuedBy().name(),
        Boolean.TRUE.equals(resolve.asksRating()) && chat.handling().mayAskRatingAt(now)
            ? book.notice(Notice.RATING, new Addressee(resolve.channel(), null, now))
            : null);
  }

  /// Null if the message does not answer the question how satisfied the customer is.
  @Nullable Decision onRating(Chat chat, InboundMessage message, Instant now, AnswerBook book) {
    Conversation ended = chat.handling().conversation();
    String words = MessageKinds.words(message.content());
    if (ended == null || words == null || !ended.awaitsRatingAt(message.sentAt())) {
      return null;
    }
    boolean isThanked =
        !chat.handling().isSilentAt(now)
            && !message.sentAt().plus(policy.answerWithin()).isBefore(now);
    var customer = new Addressee(message.channel(), message.senderName(), now);
    return RatingAnswer.of(words)
        .map(answer ->
            new Rate(
                "the customer rated the conversation",
                answer,
                isThanked ? book.notice(Notice.RATED, customer) : null))
        .orElse(null);
  }

  private Decision onSnooze(Chat chat, Snooze snooze, Instant now) {
    Decision refusal = CommandRules.refusal(policy, chat, snooze);
    if (refusal != null) {
      return refusal;
    }
    return snooze.until().isAfter(now)
        ? new SnoozeChat("snoozed until " + snooze.until(), snooze.until())
        : new Refuse("the time to snooze until is over");
  }

  private Decision onReopen(Chat chat, Reopen reopen) {
    Decision refusal = CommandRules.refusal(policy, chat, reopen);
    if (refusal != null) {
      return refusal;
    }
    Handling handling = chat.handling();
    if (handling.snoozedUntil() != null) {
      return new EndSnooze("a person ended the snooze", true);
    }
    return handling.isOpen()
        ? new RecordOnly("the conversation is open")
        : new OpenConversation("the conversation was opened again");
  }

  Decision onPrioritize(Chat chat, Prioritize prioritize) {
    Decision refusal = CommandRules.refusal(policy, chat, prioritize);
    if (refusal != null) {
      return refusal;
    }
    Handling handling = chat.handling();
    if (!handling.isOpen()) {
      return new Refuse("the chat has no open conversation");
    }
    String priority = prioritize.priority().name().toLowerCase(Locale.ROOT);
    return handling.priority() == prioritize.priority()
        ? new RecordOnly("the priority is " + priority + " already")
        : new SetPriority("the priority is " + priority, prioritize.priority());
  }

  private static Decision onWake(Chat chat, Wake wake, Instant now) {
    boolean isDue =
        wake.snoozedUntil().equals(chat.handling().snoozedUntil())
            && !timeOf(wake, now).isBefore(wake.snoozedUntil());
    return isDue
        ? new EndSnooze("the snooze is over", false)
        : new StaySilent("the chat is not snoozed until then any more");
  }

  private Decision onEnd(Chat chat, EndConversation end, Instant now) {
    Handling handling = chat.handling();
    Instant idleSince = handling.idleSince();
    boolean isIdle =
        idleSince != null
            && chat.asked().isEmpty()
            && handling.conversation() != null
            && handling.conversation().id().equals(end.conversationId())
            && !timeOf(end, now).isBefore(idleSince.plus(policy.people().idle()));
    return isIdle
        ? new CloseConversation("no more messages came", null, null)
        : new StaySilent("the conversation is not idle any more");
  }

  // A timer's command is decided once. If it came from an instance whose clock is ahead, and were
  // not due yet by this one's, the snooze or the conversation would never end.
  private static Instant timeOf(PeopleCommand timer, Instant now) {
    return timer.issuedAt().isAfter(now) ? timer.issuedAt() : now;
  }

  private static Decision onHandBack(Chat chat, HandBack handBack) {
    boolean isCurrent = chat.humanUntil() != null && chat.epoch() == handBack.epoch();
    return isCurrent
        ? new Decision.EndHumanWindow("the human window ended")
        : new StaySilent("the human window was extended or had ended");
  }

  private static Decision onPersonGone(Chat chat, PersonGone gone) {
    return gone.person().equals(chat.assignee())
        ? new PassToPeople(gone.person() + " is gone", chat.mode(), null, null)
        : new StaySilent("the chat is not assigned to this person");
  }

  private Decision onLoop(Chat chat, LoopSeen loop, Instant now) {
    return policy.isCustomer(chat) && loop.quietUntil().isAfter(now)
        ? new KeepQuiet(
            "too many automatic messages",
            loop.quietUntil(),
            chat.asked().isEmpty() ? null : Reason.LOOP)
        : new StaySilent("the time without automatic messages is over");
  }

  // Messages that were answered or decided meanwhile have changed the chat already.
  private Decision onFoundOpen(Chat chat, FoundOpen found) {
    if (!policy.isCustomer(chat)) {
      return new StaySilent("only a customer's chat has conversations");
    }
    Instant since = found.unansweredSince();
    Instant lastHumanAt = chat.handling().lastHumanAt();
    boolean needsAnswer =
        chat.isWithPerson()
            && chat.handling().waiting() == null
            && (lastHumanAt == null || lastHumanAt.isBefore(found.lastAt()));
    if (since != null && needsAnswer) {
      return new Wait(
          "the customer had the last word",
          Waiting.of(Reason.WROTE, since, found.latestId(), found.lastAt()));
    }
    return chat.handling().conversation() == null
        ? new OpenConversation("the chat was open before conversations were recorded")
        : new RecordOnly("the conversation is known");
  }

  /// A failed notice or act needs no person. Neither does an automatic message after which one of
  /// us wrote.
  Decision onDeliveryFailed(Chat chat, DeliveryFailed failed) {
    if (failed.actReason() != null) {
      return new RecordOnly("it was not done: " + failed.actReason());
    }
    Instant lastHumanAt = chat.handling().lastHumanAt();
    if (!policy.isCustomer(chat) || failed.author().kind() == Author.Kind.NOTICE) {
      return new StaySilent("no person needs to act on this failure");
    }
    if (failed.author().isAutomatic()
        && lastHumanAt != null
        && failed.createdAt().isBefore(lastHumanAt)) {
      return new StaySilent("one of us wrote after the message that failed");
    }
    boolean isOvertaken = failed.kind() == DeliveryFailed.Kind.OVERTAKEN;
    Instant since = failed.answersSince() == null ? failed.createdAt() : failed.answersSince();
    return new Wait(
        isOvertaken
            ? "a person took over before the answer was sent"
            : "an answer was not delivered",
        Waiting.of(
            isOvertaken ? Reason.WROTE : Reason.ANSWER_FAILED,
            since,
            failed.causeId(),
            failed.createdAt()));
  }
}
