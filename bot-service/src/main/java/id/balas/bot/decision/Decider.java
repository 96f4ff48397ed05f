package id.balas.bot.decision;

import id.balas.bot.decision.AnswerBook.Finding;
import id.balas.bot.decision.AnswerBook.Notice;
import id.balas.bot.decision.AnswerBook.Question;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.EndHumanWindow;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.Tell;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.events.Author;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.AiAnswered;
import id.balas.events.ChatCommand.AiFailed;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.CommandResult;
import id.balas.events.ChatCommand.HandBack;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resend;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.ChatInput;
import id.balas.events.Content;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.Issuer;
import id.balas.events.MessageChanged;
import id.balas.events.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The rules of the desk, from the first that applies: what is done about one input of one chat, at a time.
/// Everything it needs comes in, so the same input always leads to the same decision.
public final class Decider {

  private final Policy policy;

  public Decider(Policy policy) {
    this.policy = policy;
  }

  public Decision decide(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    return switch (input) {
      case InboundMessage message when message.author() == From.PHONE -> onPhone(message);
      case InboundMessage message -> onCustomer(chat, message, now, book);
      case MessageChanged _ -> new StaySilent("a change of a message is recorded only");
      case HandBack handBack -> onHandBack(chat, handBack);
      case ChatCommand command when olderThan(Policy.KEPT_ON_THE_LOG, command.issuedAt(), now) ->
          new Refuse("the command is older than 14 days");
      case ChatCommand command -> onCommand(chat, command);
    };
  }

  // A person's sign holds the bot back however late we learn of it; the provider's own notices are no person.
  private Decision onPhone(InboundMessage message) {
    if (isNotice(message) || message.content() instanceof Content.Reaction) {
      return new StaySilent("from our own number, but no message of a person");
    }
    return new YieldToPerson("one of us answered from the phone", message.sentAt().plus(policy.humanWindow()));
  }

  private Decision onCustomer(Chat chat, InboundMessage message, Instant now, AnswerBook book) {
    String words = message.content().words();
    if (!chat.key().isPrivate()) {
      return new StaySilent("the bot does not answer in groups, newsletters and broadcasts");
    }
    if (olderThan(policy.answerWithin(), message.sentAt(), now)) {
      return new StaySilent("the message is older than " + policy.answerWithin().toMinutes() + " minutes");
    }
    if (words == null || words.isBlank() || isNotice(message)) {
      return new StaySilent("there are no words to answer");
    }
    if (policy.admins().contains(message.chatId())) {
      return AdminCommand.read(message, words);
    }
    return onWords(chat, message, words.strip(), now, book);
  }

  private static Decision onWords(
      Chat chat, InboundMessage message, String words, Instant now, AnswerBook book) {
    return switch (words.toLowerCase(Locale.ROOT)) {
      case "agent" ->
          new SwitchMode("the customer asked for a person", Mode.AGENT, chat.assignee(), book.notice(Notice.AGENT, message.channel()));
      case "pause" ->
          new SwitchMode("the customer paused the bot", Mode.PAUSE, chat.assignee(), book.notice(Notice.PAUSE, message.channel()));
      case "bot" -> 
          new SwitchMode(
              "the customer asked for the bot", Mode.BOT, null, book.notice(Notice.BOT, message.channel()));
      default -> onQuestion(chat, message, words, now, book);
    };
  }

  private static Decision onQuestion(
      Chat chat, InboundMessage message, String words, Instant now, AnswerBook book) {
    return switch (chat.mode()) {
      case AGENT -> new StaySilent("a person answers in this chat");
      case PAUSE -> new StaySilent("nobody answers automatically in this chat");
      case BOT ->
          chat.humanUntil() != null
              ? new StaySilent("one of us wrote here a short while ago")
              : automatically(chat, message, words, now, book);
    };
  }

  private static Decision automatically(
      Chat chat, InboundMessage message, String words, Instant now, AnswerBook book) {
    var question = new Question(message.channel(), words, message.senderName(), now, chat.lastAway());
    return switch (book.find(question)) {
      case Finding.Say say -> new Answer(say.rule(), say.text());
      case Finding.SayAway away -> new AnswerAway(away.rule(), away.text());
      case Finding.AskAi ask -> new Ask(ask.rule(), words, message.senderName());
      case Finding.HandOff handOff ->
          new SwitchMode(handOff.rule(), Mode.AGENT, chat.assignee(), handOff.notice());
    };
  }

  private Decision onCommand(Chat chat, ChatCommand command) {
    return switch (command) {
      case Assign assign -> onAssign(chat, assign);
      case Unassign _ -> new SwitchMode("given back to the bot", Mode.BOT, null, null);
      case Resume _ -> new SwitchMode("the bot was resumed", Mode.BOT, null, null);
      case Pause _ -> new SwitchMode("the bot was paused", Mode.PAUSE, chat.assignee(), null);
      case Reply reply ->
          new Relay(
              "one of us replied",
              reply.content(),
              authorOf(reply.issuedBy()),
              reply.quotedId(),
              reply.issuedAt().plus(policy.humanWindow()));
      case Resend resend -> onResend(resend);
      case HandBack handBack -> onHandBack(chat, handBack);
      case CommandResult result -> new Tell("the result of a command", AdminTexts.of(result));
      case MarkRead _, AiAnswered _, AiFailed _ ->
          new Refuse("this release does not carry out this command");
    };
  }

  private static Decision onAssign(Chat chat, Assign assign) {
    boolean taken = chat.mode() == Mode.AGENT && chat.assignee() != null && !chat.assignee().equals(assign.assignee());
    return taken
        ? new Refuse(chat.assignee() + " has this chat already")
        : new SwitchMode("assigned to " + assign.assignee(), Mode.AGENT, assign.assignee(), null);
  }

  // Whoever wrote it first: a person wants it sent now, so it is a message of one of us.
  private Decision onResend(Resend resend) {
    return resend.content() == null
        ? new Refuse("the command does not say what is to be sent again")
        : new Relay(
            "one of us sent again what had not reached the customer",
            resend.content(),
            authorOf(resend.issuedBy()),
            null,
            resend.issuedAt().plus(policy.humanWindow()));
  }

  private static Decision onHandBack(Chat chat, HandBack handBack) {
    boolean stands = chat.humanUntil() != null && chat.epoch() == handBack.epoch();
    return stands
        ? new EndHumanWindow("one of us wrote nothing more for a while")
        : new StaySilent("the human window was renewed or is over");
  }

  private static Author authorOf(Issuer issuer) {
    return Author.person(issuer.kind() == Issuer.Kind.ADMIN ? Author.Kind.ADMIN : Author.Kind.AGENT, issuer.name());
  }

  // How the intake marks what the provider itself says in a chat.
  private static boolean isNotice(InboundMessage message) {
    return message.content() instanceof Content.Unsupported kept && kept.type().equals("notice");
  }

  private static boolean olderThan(Duration limit, Instant time, Instant now) {
    return time.plus(limit).isBefore(now);
  }
}
