package id.balas.bot.decision;

import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.lookup.AnswerBook.Addressee;
import id.balas.bot.decision.lookup.AnswerBook.Finding;
import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.bot.decision.lookup.AnswerBook.Question;
import id.balas.bot.decision.people.MessageKinds;
import id.balas.bot.decision.text.CustomerKeyword;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The decision rules: the first rule that applies decides one input of one chat. Pure: it depends
/// on its arguments only, so the same input always leads to the same decision.
public final class Decider {

  private static final String NO_TEXT = "the message has no text";

  private final Policy policy;
  private final AdminCommands adminCommands;
  private final CommandRules commandRules;
  private final PeopleRules peopleRules;

  public Decider(Policy policy) {
    this.policy = policy;
    this.adminCommands = new AdminCommands(policy.countryCode());
    this.commandRules = new CommandRules(policy);
    this.peopleRules = new PeopleRules(policy);
  }

  public Decision decide(Chat chat, ChatInput input, Instant now, AnswerBook book) {
    String phone = chat.identity().aliasOf();
    return switch (input) {
      case SameCustomer same -> IdentityRules.onLink(chat, same, now);
      case Unlink _ -> IdentityRules.onUnlink(chat);
      case ChatInput _ when phone != null -> IdentityRules.inAlias(phone, input);
      case HandOver handOver -> IdentityRules.onHandOver(chat, handOver, now, book);
      case ForwardedInput(_, _, String lid, SameCustomer same) ->
          IdentityRules.onForwardedLink(lid, same);
      case ForwardedInput(_, _, String lid, Unlink _) -> IdentityRules.onEnd(lid);
      case ForwardedInput forwarded -> decide(chat, forwarded.input(), now, book);
      case ChatInput _
          when chat.handling().hasBlock()
              && policy.isCustomer(chat)
              && !(input instanceof Restrict) ->
          RestrictionRules.inBlocked(input);
      case InboundMessage message when message.author() == From.PHONE -> onPhone(message);
      case InboundMessage message -> onCustomer(chat, message, now, book);
      case DeliveryFailed failed -> peopleRules.onDeliveryFailed(chat, failed);
      case MessageChanged _ -> new StaySilent("a change of a message is only recorded");
      case ChatCommand command -> commandRules.decide(chat, command, now, book);
    };
  }

  // A message from the phone silences the bot even if it arrives late. System notices of the
  // provider do not count as messages of a person.
  private Decision onPhone(InboundMessage message) {
    if (MessageKinds.isNotice(message.content()) || message.content() instanceof Content.Reaction) {
      return new StaySilent("from our own number, but not written by a person");
    }
    return new YieldToPerson(
        "a person answered from the phone", message.sentAt().plus(policy.humanWindow()));
  }

  private Decision onCustomer(Chat chat, InboundMessage message, Instant now, AnswerBook book) {
    if (!chat.key().isPrivate()) {
      return new StaySilent("the bot does not answer in groups, newsletters and broadcasts");
    }
    if (isOlderThan(Policy.KAFKA_RETENTION, message.sentAt(), now)) {
      return new StaySilent("the message is older than 14 days");
    }
    if (MessageKinds.isSign(message.content())) {
      return new StaySilent(NO_TEXT);
    }
    if (policy.isAdmin(chat)) {
      return onAdmin(chat, message, now);
    }
    Decision rating = peopleRules.onRating(chat, message, now, book);
    if (rating != null) {
      return rating;
    }
    if (isOlderThan(policy.answerWithin(), message.sentAt(), now)) {
      return new StaySilent(tooOld(), chat.isWithPerson() ? Reason.WROTE : Reason.LATE);
    }
    String words = MessageKinds.words(message.content());
    Optional<CustomerKeyword> keyword =
        words == null ? Optional.empty() : CustomerKeyword.of(words);
    // "bot" has no effect while the customer wants no automatic messages: a person sees it.
    boolean isOptedOut = chat.handling().hasOptOut();
    if (keyword.isPresent() && !(isOptedOut && keyword.get() == CustomerKeyword.BOT)) {
      return onKeyword(keyword.get(), message, chat, now, book);
    }
    if (chat.isWithPerson()) {
      return toPerson(chat, message, words, now, book);
    }
    if (isOptedOut) {
      return new StaySilent("the customer wants no automatic messages", Reason.WROTE);
    }
    if (chat.handling().isQuietAt(now)) {
      return new StaySilent("the chat got too many automatic messages", Reason.LOOP);
    }
    return words == null
        ? withoutText(chat, message, now, book)
        : automatically(book.find(question(chat, message, words, now)), words, message);
  }

  private String tooOld() {
    return "the message is older than " + policy.answerWithin().toMinutes() + " minutes";
  }

  private Decision onAdmin(Chat chat, InboundMessage message, Instant now) {
    String words = MessageKinds.words(message.content());
    if (words == null) {
      return new StaySilent(NO_TEXT);
    }
    return isOlderThan(policy.answerWithin(), message.sentAt(), now)
        ? new ReplyToAdmin(tooOld(), AdminTexts.tooOld(policy.answerWithin()))
        : adminCommands.read(chat.key(), message, words);
  }

  // A chat that gets no automatic messages gets no notices either.
  private static Decision onKeyword(
      CustomerKeyword word, InboundMessage message, Chat chat, Instant now, AnswerBook book) {
    var customer = new Addressee(message.channel(), message.senderName(), now);
    boolean isQuiet = chat.handling().isSilentAt(now);
    boolean knows = chat.isWithPerson() && chat.handling().waiting() != null;
    return switch (word) {
      case AGENT ->
          new HandOff(
              "the customer asked for a person",
              isQuiet || knows ? null : book.notice(Notice.AGENT, customer));
      case PAUSE ->
          new SwitchMode(
              "the customer paused the bot",
              Mode.PAUSE,
              chat.assignee(),
              isQuiet ? null : book.notice(Notice.PAUSE, customer));
      case BOT ->
          new SwitchMode(
              "the customer asked for the bot",
              Mode.BOT,
              null,
              isQuiet ? null : book.notice(Notice.BOT, customer));
    };
  }

  // While the business is closed, rules go on answering in a chat that no person has taken yet.
  private static Decision toPerson(
      Chat chat, InboundMessage message, @Nullable String words, Instant now, AnswerBook book) {
    var silent = new StaySilent(words == null ? NO_TEXT : withPerson(chat), Reason.WROTE);
    boolean isUnattended = chat.mode() == Mode.AGENT && chat.handling().unattendedSince() != null;
    if (words == null || !isUnattended || chat.handling().isSilentAt(now) || book.isOpen(now)) {
      return silent;
    }
    return book.findRule(question(chat, message, words, now))
        .map(found ->
            switch (found) {
              case Finding.Say say -> new Answer(say.rule(), say.text(), null, say.tags());
              case Finding.HandOff handOff ->
                  new HandOff(
                      handOff.rule(),
                      chat.handling().waiting() == null ? handOff.notice() : null,
                      handOff.tags());
              case Finding.SayDefault _, Finding.SayAway _, Finding.AskAi _, Finding.Silence _ ->
                  silent;
            })
        .orElse(silent);
  }

  private static String withPerson(Chat chat) {
    return switch (chat.mode()) {
      case AGENT -> "a person answers in this chat";
      case PAUSE -> "automatic answers are paused in this chat";
      case BOT -> "a person wrote in this chat recently";
    };
  }

  private static Question question(Chat chat, InboundMessage message, String words, Instant now) {
    return new Question(
        message.channel(), words.strip(), message.senderName(), now, chat.lastAway());
  }

  // Ten photos get one reply.
  private static Decision withoutText(
      Chat chat, InboundMessage message, Instant now, AnswerBook book) {
    String text =
        chat.handling().waiting() == null
            ? book.replyWithoutText(new Addressee(message.channel(), message.senderName(), now))
            : null;
    return text == null
        ? new StaySilent(NO_TEXT, Reason.NOT_UNDERSTOOD)
        : new Answer(NO_TEXT, text, Reason.NOT_UNDERSTOOD);
  }

  private Decision automatically(Finding finding, String words, InboundMessage message) {
    return switch (finding) {
      case Finding.Say say -> new Answer(say.rule(), say.text(), null, say.tags());
      case Finding.SayDefault say ->
          new Answer(
              say.rule(),
              say.text(),
              policy.people().defaultReplyWaits() ? Reason.NOT_UNDERSTOOD : null);
      case Finding.SayAway away -> new AnswerAway(away.rule(), away.text());
      case Finding.AskAi ask -> new Ask(ask.rule(), words.strip(), message.senderName());
      case Finding.HandOff handOff -> new HandOff(handOff.rule(), handOff.notice(), handOff.tags());
      case Finding.Silence silence -> new StaySilent(silence.rule(), Reason.AWAY);
    };
  }

  private static boolean isOlderThan(Duration limit, Instant time, Instant now) {
    return time.plus(limit).isBefore(now);
  }
}
