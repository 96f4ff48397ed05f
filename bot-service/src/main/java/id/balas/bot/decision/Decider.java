package id.balas.bot.decision;

import id.balas.bot.decision.AnswerBook.Addressee;
import id.balas.bot.decision.AnswerBook.Finding;
import id.balas.bot.decision.AnswerBook.Notice;
import id.balas.bot.decision.AnswerBook.Question;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.bot.decision.text.CustomerKeyword;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.ForwardedInput;
import id.balas.events.HandOver;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The decision rules: the first rule that applies decides one input of one chat. Pure: it depends
/// on its arguments only, so the same input always leads to the same decision.
public final class Decider {

  private final Policy policy;
  private final AdminCommands adminCommands;
  private final CommandRules commandRules;

  public Decider(Policy policy) {
    this.policy = policy;
    this.adminCommands = new AdminCommands(policy.countryCode());
    this.commandRules = new CommandRules(policy.humanWindow());
  }

  public Decision decide(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    String phone = chat.identity().aliasOf();
    return switch (input) {
      case SameCustomer same -> IdentityRules.onLink(chat, same, now);
      case Unlink _ -> IdentityRules.onUnlink(chat);
      case ChatInput _ when phone != null -> IdentityRules.inAlias(phone, input);
      case HandOver handOver -> IdentityRules.onHandOver(chat, handOver, now, book);
      case ForwardedInput(_, _, String lid, SameCustomer _) -> IdentityRules.onEnd(lid);
      case ForwardedInput(_, _, String lid, Unlink _) -> IdentityRules.onEnd(lid);
      case ForwardedInput forwarded -> decide(chat, forwarded.input(), now, book);
      case InboundMessage message when message.author() == From.PHONE -> onPhone(message);
      case InboundMessage message -> onCustomer(chat, message, now, book);
      case MessageChanged _ -> new StaySilent("a change of a message is only recorded");
      case ChatCommand command -> commandRules.decide(chat, command, now, book);
    };
  }

  // A message from the phone silences the bot even if it arrives late. System notices of the
  // provider do not count as messages of a person.
  private Decision onPhone(InboundMessage message) {
    if (isNotice(message) || message.content() instanceof Content.Reaction) {
      return new StaySilent("from our own number, but not written by a person");
    }
    return new YieldToPerson(
        "a person answered from the phone", message.sentAt().plus(policy.humanWindow()));
  }

  private Decision onCustomer(Chat chat, InboundMessage message, Instant now, AnswerBook book) {
    String words = message.content().words();
    if (!chat.key().isPrivate()) {
      return new StaySilent("the bot does not answer in groups, newsletters and broadcasts");
    }
    if (isOlderThan(policy.answerWithin(), message.sentAt(), now)) {
      return new StaySilent(
          "the message is older than " + policy.answerWithin().toMinutes() + " minutes");
    }
    if (words == null || words.isBlank() || isNotice(message)) {
      return new StaySilent("the message has no text");
    }
    if (isAdmin(chat)) {
      return adminCommands.read(chat.key(), message, words);
    }
    Optional<CustomerKeyword> word = CustomerKeyword.of(words);
    return word.isPresent()
        ? onKeyword(word.get(), message, chat, now, book)
        : onQuestion(chat, message, words, now, book);
  }

  private boolean isAdmin(Chat chat) {
    return policy.admins().contains(chat.key().chatId())
        || chat.identity().aliases().stream().anyMatch(policy.admins()::contains);
  }

  private static Decision onKeyword(
      CustomerKeyword word, InboundMessage message, Chat chat, Instant now, AnswerBook book) {
    var customer = new Addressee(message.channel(), message.senderName(), now);
    return switch (word) {
      case AGENT ->
          new HandOff("the customer asked for a person", book.notice(Notice.AGENT, customer));
      case PAUSE ->
          new SwitchMode(
              "the customer paused the bot",
              Mode.PAUSE,
              chat.assignee(),
              book.notice(Notice.PAUSE, customer));
      case BOT ->
          new SwitchMode(
              "the customer asked for the bot", Mode.BOT, null, book.notice(Notice.BOT, customer));
    };
  }

  private static Decision onQuestion(
      Chat chat, InboundMessage message, String words, Instant now, AnswerBook book) {
    return switch (chat.mode()) {
      case AGENT -> new StaySilent("a person answers in this chat");
      case PAUSE -> new StaySilent("automatic answers are paused in this chat");
      case BOT ->
          chat.humanUntil() != null
              ? new StaySilent("a person wrote in this chat recently")
              : automatically(chat, message, words.strip(), now, book);
    };
  }

  private static Decision automatically(
      Chat chat, InboundMessage message, String words, Instant now, AnswerBook book) {
    var question =
        new Question(message.channel(), words, message.senderName(), now, chat.lastAway());
    return switch (book.find(question)) {
      case Finding.Say say -> new Answer(say.rule(), say.text());
      case Finding.SayAway away -> new AnswerAway(away.rule(), away.text());
      case Finding.AskAi ask -> new Ask(ask.rule(), words, message.senderName());
      case Finding.HandOff handOff -> new HandOff(handOff.rule(), handOff.notice());
      case Finding.Silence silence -> new StaySilent(silence.rule());
    };
  }

  // The intake maps system notices of the provider to this content.
  private static boolean isNotice(InboundMessage message) {
    return message.content() instanceof Content.Unsupported kept && kept.type().equals("notice");
  }

  private static boolean isOlderThan(Duration limit, Instant time, Instant now) {
    return time.plus(limit).isBefore(now);
  }
}
