package id.balas.bot.history.model;

import id.balas.events.ChatCommand;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.ReplyRequest;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Translates Kafka records for the history: into messages, and into updates of messages.
public record Facts(List<Said> said, List<Telling> told) {

  // The sender id of reactions from our own number.
  private static final String US = "us";

  public Facts() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  /// `loggedAt` is the timestamp of the Kafka record.
  public Facts add(WireRecord record, Instant loggedAt) {
    switch (record) {
      case InboundMessage message -> add(message, loggedAt);
      case MessageChanged changed ->
          told.add(
              Telling.ofPeople(changed.chat(), changed.messageId(), sequel(changed), loggedAt));
      case OutboundMessage message -> said.add(said(message, loggedAt));
      case MessageStatus status -> told.add(telling(status, loggedAt));
      case MessageEcho echo -> add(echo, loggedAt);
      case ChatCommand _, ChatState _, IntakeWatermark _, ReplyRequest _ -> {}
    }
    return this;
  }

  private void add(InboundMessage message, Instant loggedAt) {
    if (message.content() instanceof Content.Reaction(String messageId, String emoji)) {
      var reaction = new Sequel.Reaction(emoji, message.sentAt(), message.id());
      told.add(
          Telling.ofPeople(
              message.chat(), messageId, Sequel.reacted(message.sender(), reaction), loggedAt));
      return;
    }
    said.add(
        new Said(
            message.chat(),
            message.id(),
            message.author() == InboundMessage.From.CUSTOMER ? Writer.CUSTOMER : Writer.PHONE,
            message.chat().isPrivate() ? null : message.sender(),
            message.senderName(),
            null,
            null,
            message.content(),
            message.quotedId(),
            sentAt(message),
            message.receivedAt(),
            message.backfilled(),
            loggedAt));
  }

  // The provider sends times in whole seconds. The time of receipt orders messages within that
  // second. Otherwise an answer could sort before our message that it answers.
  private static Instant sentAt(InboundMessage message) {
    Instant earliest = message.sentAt();
    Instant latest = earliest.truncatedTo(ChronoUnit.SECONDS).plusMillis(999);
    Instant came = message.receivedAt();
    return came.isBefore(earliest) ? earliest : came.isAfter(latest) ? latest : came;
  }

  private static Sequel sequel(MessageChanged changed) {
    String who = Objects.requireNonNullElse(changed.sender(), "");
    return switch (changed.change()) {
      case MessageChanged.Edited(Content content) ->
          Sequel.edited(new Sequel.Edit(content, changed.sentAt(), changed.id()));
      case MessageChanged.Deleted() -> Sequel.deleted(changed.sentAt());
      case MessageChanged.Voted(List<String> options) ->
          Sequel.voted(who, new Sequel.Vote(options, changed.sentAt(), changed.id()));
    };
  }

  private static Said said(OutboundMessage message, Instant loggedAt) {
    return new Said(
        message.chat(),
        message.id(),
        Writer.valueOf(message.author().kind().name()),
        message.author().user(),
        null,
        message.author().basis(),
        message.causeId(),
        message.content(),
        message.quotedId(),
        message.createdAt(),
        null,
        false,
        loggedAt);
  }

  private static Telling telling(MessageStatus status, Instant loggedAt) {
    Sequel sequel =
        status.status() == MessageStatus.Status.DELETED
            ? Sequel.deleted(status.at())
            : Sequel.reached(new Reached(status.status(), status.at(), status.reason()));
    boolean isOurs = status.outboundId() != null;
    return new Telling(
        status.channel(),
        String.valueOf(isOurs ? status.outboundId() : status.messageId()),
        orEmpty(status.chatId()),
        false,
        isOurs ? sequel.known(status.messageId()) : sequel,
        null,
        loggedAt);
  }

  // A reaction is not stored as a message. It may be one of our outbound messages, and then this
  // echo proves that it was sent.
  private void add(MessageEcho echo, Instant loggedAt) {
    var chat = new ChatKey(echo.channel(), echo.chatId());
    Content content = echo.content();
    if (content instanceof Content.Reaction(String messageId, String emoji)) {
      var reaction = new Sequel.Reaction(emoji, echo.sentAt(), echo.messageId());
      told.add(Telling.ofPeople(chat, messageId, Sequel.reacted(US, reaction), loggedAt));
      content = null;
    }
    Sequel proof = Sequel.echoed(echo.sentAt());
    told.add(
        new Telling(
            echo.channel(), echo.messageId(), echo.chatId(), false, proof, content, loggedAt));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
