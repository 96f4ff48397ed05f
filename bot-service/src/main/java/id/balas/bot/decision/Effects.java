package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.text.Texts;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.CommandResult;
import id.balas.events.ChatInput;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.WireRecord;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Builds the records that a decision emits; `chat` is the chat after the decision. All ids are
/// derived from the input's id, so a redelivered input emits the same records. `answersSince` is
/// the time of the oldest message that an emitted message answers.
final class Effects {

  private static final int LONGEST_AUTOMATIC = 4096;

  private final Chat chat;
  private final ChatInput input;
  private final Duration answerWithin;
  private final Instant now;
  private final @Nullable Instant answersSince;

  private Effects(
      Chat chat,
      ChatInput input,
      Duration answerWithin,
      Instant now,
      @Nullable Instant answersSince) {
    this.chat = chat;
    this.input = input;
    this.answerWithin = answerWithin;
    this.now = now;
    this.answersSince = answersSince;
  }

  static List<WireRecord> of(
      Decision decision,
      Outcome outcome,
      Chat chat,
      ChatInput input,
      Duration answerWithin,
      Instant now,
      @Nullable Instant answersSince) {
    return new Effects(chat, input, answerWithin, now, answersSince).records(decision, outcome);
  }

  /// An input emits at most one message or AI request, so the input's id is unique enough.
  static String id(Chat chat, ChatInput input) {
    return Decided.outboundId(chat.key(), input.causeId());
  }

  private List<WireRecord> records(Decision decision, Outcome outcome) {
    List<WireRecord> emits = new ArrayList<>();
    switch (decision) {
      case Decision.Answer answer -> emits.add(answer(answer.text(), answer.rule()));
      case Decision.AnswerAway away -> emits.add(answer(away.text(), away.rule()));
      case Decision.AnswerByAi answer -> emits.add(answerByAi(answer));
      case Decision.Ask ask -> emits.add(request(ask));
      case Decision.HandOff handOff when handOff.notice() != null ->
          emits.add(notice(handOff.notice()));
      case Decision.LeaveToPeople leave when leave.notice() != null ->
          emits.add(notice(leave.notice()));
      case Decision.ReplyToAdmin reply -> emits.add(notice(reply.text()));
      case Decision.SwitchMode change when change.notice() != null ->
          emits.add(notice(change.notice()));
      case Decision.Relay relay ->
          emits.add(message(relay.content(), relay.author(), relay.quotedId(), null));
      case Decision.ActOnMessage act -> emits.add(message(act.act(), act.author(), null, null));
      case Decision.PassOn passOn -> emits.add(passOn.command());
      case Decision.CloseConversation close when close.question() != null ->
          emits.add(notice(close.question()));
      case Decision.Rate rate when rate.thanks() != null -> emits.add(notice(rate.thanks()));
      case Decision.Link link -> {
        emits.add(handOver(link));
        if (link.former() != null) {
          emits.add(forwardedTo(link.former()));
        }
      }
      case Decision.EndLink end -> emits.add(forwardedTo(end.former()));
      case Decision.Merge merge when merge.notice() != null -> emits.add(notice(merge.notice()));
      case Decision.Forward forward -> emits.add(forwardedTo(forward.phone()));
      case Decision.HandOff _,
          Decision.LeaveToPeople _,
          Decision.PassToPeople _,
          Decision.Wait _,
          Decision.CloseConversation _,
          Decision.OpenConversation _,
          Decision.SnoozeChat _,
          Decision.SetPriority _,
          Decision.EndSnooze _,
          Decision.KeepQuiet _,
          Decision.SetRestrictions _,
          Decision.Rate _,
          Decision.SwitchMode _,
          Decision.Merge _,
          Decision.Release _,
          Decision.YieldToPerson _,
          Decision.EndHumanWindow _,
          Decision.StaySilent _,
          Decision.Inquire _,
          Decision.RecordOnly _,
          Decision.Refuse _ -> {}
    }
    addResult(emits, decision, outcome);
    return emits;
  }

  private ForwardedInput forwardedTo(String phone) {
    return new ForwardedInput(chat.key().channel(), phone, chat.key().chatId(), input);
  }

  private HandOver handOver(Decision.Link link) {
    return new HandOver(
        "hand-over-" + id(chat, input),
        chat.key().channel(),
        link.phone(),
        chat.key().chatId(),
        link.state(),
        now);
  }

  private OutboundMessage answer(String text, String rule) {
    return message(automatic(text), Author.bot(rule), null, input.occurredAt().plus(answerWithin));
  }

  private OutboundMessage answerByAi(Decision.AnswerByAi answer) {
    Content content =
        answer.content() instanceof Content.Text(String body) ? automatic(body) : answer.content();
    Instant latest =
        answer.to().stream().map(Asked::expiresAt).max(Comparator.naturalOrder()).orElse(now);
    return message(content, Author.ai(answer.model()), null, latest);
  }

  private static Content automatic(String text) {
    return new Content.Text(Texts.atMost(LONGEST_AUTOMATIC - 1, text));
  }

  private OutboundMessage notice(String text) {
    return message(new Content.Text(text), Author.NOTICE, null, null);
  }

  private OutboundMessage message(
      Content content, Author author, @Nullable String quotedId, @Nullable Instant expiresAt) {
    return new OutboundMessage(
        id(chat, input),
        chat.key().channel(),
        chat.key().chatId(),
        content,
        author,
        input.causeId(),
        chat.epoch(),
        quotedId,
        now,
        expiresAt,
        OutboundMessage.Route.of(chat.identity().address(), chat.identity().afterAt(now)),
        answersSince);
  }

  private ReplyRequest request(Decision.Ask ask) {
    return new ReplyRequest(
        id(chat, input),
        chat.key().channel(),
        chat.key().chatId(),
        input.causeId(),
        ask.words(),
        ask.customerName(),
        chat.epoch(),
        now,
        input.occurredAt().plus(answerWithin));
  }

  // Commands that an admin sends by WhatsApp get their result as a reply in the admin's chat. The
  // result of a forwarded command comes from the chat that decides it.
  private void addResult(List<WireRecord> emits, Decision decision, Outcome outcome) {
    if (outcome != Outcome.FORWARDED
        && input instanceof ChatCommand command
        && command.issuedBy().answerChatId() != null) {
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
