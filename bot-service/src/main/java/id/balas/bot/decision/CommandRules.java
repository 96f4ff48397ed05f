package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decision.ActOnMessage;
import id.balas.bot.decision.Decision.AnswerByAi;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.LeaveToPeople;
import id.balas.bot.decision.Decision.PassToPeople;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.lookup.AnswerBook.Addressee;
import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.bot.decision.people.Handling;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.CommandResult;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Prioritize;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resend;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.PeopleCommand;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules for commands from agents, admins, the AI and timers. A chat has at most one assignee.
/// Without the admin role, a caller may not act in a chat that is assigned to another user.
final class CommandRules {

  static final String UNSEEN =
      "the customer wrote meanwhile, or an answer failed: look at the chat again";

  private final Duration humanWindow;
  private final PeopleRules peopleRules;

  CommandRules(Policy policy) {
    this.humanWindow = policy.humanWindow();
    this.peopleRules = new PeopleRules(policy);
  }

  Decision decide(Chat chat, ChatCommand command, Instant now, AnswerBook book) {
    return switch (command) {
      case ChatCommand old when old.issuedAt().plus(Policy.KAFKA_RETENTION).isBefore(now) ->
          new Refuse("the command is older than 14 days");
      case ChatCommand late when late.notAfter() != null && now.isAfter(late.notAfter()) ->
          new Refuse("the action was decided too late, so nothing was done");
      case Assign assign -> onAssign(chat, assign);
      case Unassign _ when belongsToOther(chat, command) -> refuseFor(chat);
      case Unassign _ when chat.isUnseen(command.seen()) -> new Refuse(UNSEEN);
      case Unassign _ -> new SwitchMode("returned to the bot", Mode.BOT, null, null);
      case Resume _ when belongsToOther(chat, command) -> refuseFor(chat);
      case Resume _ when chat.isUnseen(command.seen()) -> new Refuse(UNSEEN);
      case Resume _ -> new SwitchMode("the bot was resumed", Mode.BOT, null, null);
      case Pause _ when belongsToOther(chat, command) -> refuseFor(chat);
      case Pause _ -> new SwitchMode("the bot was paused", Mode.PAUSE, chat.assignee(), null);
      case Reply _ when belongsToOther(chat, command) -> refuseFor(chat);
      case Reply reply when chat.assignee() == null && !reply.issuedBy().actsForAll() ->
          new Refuse("this chat has no assignee: assign it to yourself first");
      case Reply reply when reply.content() instanceof Content.Act act -> onAct(reply, act);
      case Reply reply ->
          relay(ruleOf(reply), reply, reply.content(), reply.quotedId(), silentUntil(reply));
      case Resend _ when belongsToOther(chat, command) -> refuseFor(chat);
      case Resend resend -> onResend(resend);
      case Prioritize prioritize -> peopleRules.onPrioritize(chat, prioritize);
      case MarkRead _ -> new RecordOnly("marked as read");
      case AiAnswered answered -> onAiAnswered(chat, answered, now, book);
      case AiFailed failed -> onAiFailed(chat, failed, now, book);
      case CommandResult result ->
          new ReplyToAdmin("the result of a command", AdminTexts.of(result));
      case PeopleCommand people -> peopleRules.decide(chat, people, now, book);
    };
  }

  // Compare-and-set: if two agents take a chat at once, one succeeds and the other gets the name of
  // the new assignee.
  private static Decision onAssign(Chat chat, Assign assign) {
    String taker = assign.issuedBy().name();
    boolean handsOver = taker.equals(chat.assignee());
    if (chat.assignee() != null && !chat.assignee().equals(assign.assignee()) && !handsOver) {
      return refuseFor(chat);
    }
    if (assign.latestId() != null && !isFree(chat, assign.latestId())) {
      return new Refuse("the chat has an assignee or has changed");
    }
    if (!assign.issuedBy().actsForAll() && !handsOver && !taker.equals(assign.assignee())) {
      return new Refuse("an agent can assign a chat only to themselves");
    }
    return new SwitchMode("assigned to " + assign.assignee(), Mode.AGENT, assign.assignee(), null);
  }

  // The assigner gives only a chat that still waits for the input that it saw.
  private static boolean isFree(Chat chat, String latestId) {
    Handling handling = chat.handling();
    return chat.assignee() == null
        && handling.snoozedUntil() == null
        && handling.waiting() != null
        && handling.waiting().latestId().equals(latestId);
  }

  static boolean belongsToOther(Chat chat, ChatCommand command) {
    Issuer issuer = command.issuedBy();
    return !issuer.actsForAll()
        && chat.assignee() != null
        && !chat.assignee().equals(issuer.name());
  }

  static Decision refuseFor(Chat chat) {
    return new Refuse("this chat is assigned to " + chat.assignee());
  }

  /// Why a person may not change the conversation of this chat now; null if they may.
  static @Nullable Decision refusal(Policy policy, Chat chat, ChatCommand command) {
    if (!policy.isCustomer(chat)) {
      return new Refuse("only a customer's chat has conversations");
    }
    if (belongsToOther(chat, command)) {
      return refuseFor(chat);
    }
    return chat.isUnseen(command.seen()) ? new Refuse(UNSEEN) : null;
  }

  static Decision onTransfer(Chat chat, Transfer transfer) {
    boolean isAllowed =
        transfer.issuedBy().actsForAll() || transfer.issuedBy().name().equals(chat.assignee());
    if (!isAllowed) {
      return new Refuse("only the assignee or an admin can transfer a chat");
    }
    if (chat.isUnseen(transfer.seen())) {
      return new Refuse(UNSEEN);
    }
    String to = transfer.assignee() == null ? "the team " + transfer.team() : transfer.assignee();
    return new PassToPeople(
        "transferred to " + to, Mode.AGENT, transfer.assignee(), transfer.team());
  }

  private static String ruleOf(Reply reply) {
    return reply.content() instanceof Content.Forward
        ? "a person forwarded a message"
        : "a person replied";
  }

  // With an edit a person speaks to the customer, so the bot must not interrupt. A reaction or a
  // deletion is no text.
  private Decision onAct(Reply reply, Content.Act act) {
    return switch (act) {
      case Content.Edit edit ->
          new ActOnMessage("a person edited a message", edit, author(reply), silentUntil(reply));
      case Content.Reaction reaction ->
          new ActOnMessage("a person reacted to a message", reaction, author(reply), null);
      case Content.Deletion deletion ->
          new ActOnMessage("a person deleted a message", deletion, author(reply), null);
    };
  }

  // A resend counts as a message of the person who requested it, even if the bot wrote the
  // original. A bulk resend repairs an outage: the person is in none of its chats, so the bot goes
  // on there.
  private Decision onResend(Resend resend) {
    if (resend.content() instanceof Content.Act) {
      return new Refuse("an act on a message is not resent: do it again at the message");
    }
    return resend.content() == null
        ? new Refuse("the command has no content to resend")
        : relay(
            "a person resent a failed message",
            resend,
            resend.content(),
            null,
            resend.isBulk() ? null : silentUntil(resend));
  }

  private Instant silentUntil(ChatCommand command) {
    return command.issuedAt().plus(humanWindow);
  }

  private static Decision relay(
      String rule,
      ChatCommand command,
      Content content,
      @Nullable String quotedId,
      @Nullable Instant silentUntil) {
    return new Relay(rule, content, author(command), quotedId, silentUntil);
  }

  private static Author author(ChatCommand command) {
    Issuer issuer = command.issuedBy();
    return Author.person(
        issuer.kind() == Issuer.Kind.ADMIN ? Author.Kind.ADMIN : Author.Kind.AGENT, issuer.name());
  }

  private static Decision onAiAnswered(
      Chat chat, AiAnswered answered, Instant now, AnswerBook book) {
    List<Asked> pending = chat.pending(answered.requestIds());
    if (pending.isEmpty() || chat.epoch() != answered.epoch()) {
      return new StaySilent("the question had ended before the AI answered");
    }
    if (pending.stream().allMatch(question -> question.expiresAt().isBefore(now))) {
      return leave("the AI answered too late", chat, pending, answered, now, book);
    }
    if (answered.content() instanceof Content.Text(String body) && body.isBlank()) {
      return leave("the AI's answer was empty", chat, pending, answered, now, book);
    }
    return new AnswerByAi("the AI answered", answered.content(), answered.model(), pending);
  }

  private static Decision onAiFailed(Chat chat, AiFailed failed, Instant now, AnswerBook book) {
    List<Asked> pending = chat.pending(failed.requestIds());
    if (pending.isEmpty() || chat.epoch() != failed.epoch()) {
      return new StaySilent("the question had ended before the AI failed");
    }
    String rule = "the AI gave no answer: " + failed.reason();
    return failed.isHandOff()
        ? new HandOff(rule, handOffNotice(failed, now, book))
        : leave(rule, chat, pending, failed, now, book);
  }

  // The mode stays, so an outage of the AI silences no chat.
  private static Decision leave(
      String rule,
      Chat chat,
      List<Asked> pending,
      ChatCommand command,
      Instant now,
      AnswerBook book) {
    return new LeaveToPeople(
        rule,
        chat.handling().waiting() == null ? handOffNotice(command, now, book) : null,
        pending);
  }

  private static String handOffNotice(ChatCommand command, Instant now, AnswerBook book) {
    return book.notice(Notice.HAND_OFF, new Addressee(command.channel(), null, now));
  }
}
