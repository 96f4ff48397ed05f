package id.balas.bot.history.model;

import id.balas.bot.history.model.OriginalMessage.Sender;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatChanged;
import id.balas.events.ChatCommand;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Translates Kafka records for the history: into messages, and into updates of messages.
public record HistoryBatch(List<OriginalMessage> messages, List<UpdateNotice> notices) {

  public HistoryBatch() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  /// `loggedAt` and `logOffset` are the timestamp and the offset of the Kafka record.
  public HistoryBatch add(WireRecord record, Instant loggedAt, long logOffset) {
    switch (record) {
      case InboundMessage message -> add(message, loggedAt, logOffset);
      case MessageChanged changed ->
          notices.add(
              UpdateNotice.byPerson(
                  changed.chat(), changed.messageId(), updates(changed), loggedAt));
      case OutboundMessage message when message.content() instanceof Content.Act act ->
          notices.add(
              UpdateNotice.byPerson(
                  message.chat(),
                  act.messageId(),
                  MessageUpdates.acted(message.id(), MessageAct.begun(message)),
                  loggedAt));
      case OutboundMessage message -> messages.add(original(message, loggedAt, logOffset));
      case MessageStatus status -> notices.add(notice(status, loggedAt));
      case MessageEcho echo -> add(echo, loggedAt);
      // The original of a forwarded input is in the topic too.
      case ForwardedInput _,
          HandOver _,
          SameCustomer _,
          Unlink _,
          ChatCommand _,
          ChatChanged _,
          DeliveryFailed _,
          ChatState _,
          IntakeWatermark _,
          KnownLink _,
          ReplyRequest _ -> {}
    }
    return this;
  }

  /// All chats of the batch. Updates with an unknown chat have none.
  public Set<ChatKey> chats() {
    Set<ChatKey> chats = new HashSet<>();
    messages.forEach(message -> chats.add(message.chat()));
    notices.stream()
        .filter(notice -> !notice.chatId().isEmpty())
        .forEach(notice -> chats.add(new ChatKey(notice.channel(), notice.chatId())));
    return chats;
  }

  /// The batch with each alias replaced by the phone's chat.
  public HistoryBatch resolved(Map<ChatKey, ChatKey> phones) {
    return phones.isEmpty()
        ? this
        : new HistoryBatch(
            messages.stream()
                .map(message -> message.in(phones.getOrDefault(message.chat(), message.chat())))
                .toList(),
            notices.stream().map(notice -> resolved(notice, phones)).toList());
  }

  private static UpdateNotice resolved(UpdateNotice notice, Map<ChatKey, ChatKey> phones) {
    ChatKey phone =
        notice.chatId().isEmpty()
            ? null
            : phones.get(new ChatKey(notice.channel(), notice.chatId()));
    return phone == null ? notice : notice.in(phone.chatId());
  }

  private void add(InboundMessage message, Instant loggedAt, long logOffset) {
    if (message.content() instanceof Content.Reaction(String messageId, String emoji)) {
      var reaction = new MessageUpdates.Reaction(emoji, message.sentAt(), message.id());
      notices.add(
          UpdateNotice.byPerson(
              message.chat(),
              messageId,
              MessageUpdates.reacted(
                  message.author() == InboundMessage.From.PHONE
                      ? MessageUpdates.US
                      : message.sender(),
                  reaction),
              loggedAt));
      return;
    }
    messages.add(
        new OriginalMessage(
            message.chat(),
            message.id(),
            sender(message),
            null,
            null,
            message.content(),
            message.quotedId(),
            sentAt(message),
            message.receivedAt(),
            message.backfilled(),
            loggedAt,
            logOffset));
  }

  // In a group the sender is one of many.
  private static Sender sender(InboundMessage message) {
    return new Sender(
        message.author() == InboundMessage.From.CUSTOMER
            ? MessageAuthor.CUSTOMER
            : MessageAuthor.PHONE,
        message.chat().isPrivate() ? null : message.sender(),
        message.senderName());
  }

  // The provider sends times in whole seconds. The time of receipt orders messages within that
  // second. Otherwise an answer could sort before our message that it answers.
  private static Instant sentAt(InboundMessage message) {
    Instant earliest = message.sentAt();
    Instant latest = earliest.plusMillis(999);
    Instant came = message.receivedAt();
    return came.isBefore(earliest) ? earliest : came.isAfter(latest) ? latest : came;
  }

  private static MessageUpdates updates(MessageChanged changed) {
    String who = Objects.requireNonNullElse(changed.sender(), "");
    return switch (changed.change()) {
      case MessageChanged.Edited(Content content) ->
          MessageUpdates.edited(new MessageUpdates.Edit(content, changed.sentAt(), changed.id()));
      case MessageChanged.Deleted() -> MessageUpdates.deleted(changed.sentAt());
      case MessageChanged.Voted(List<String> options) ->
          MessageUpdates.voted(
              who, new MessageUpdates.Vote(options, changed.sentAt(), changed.id()));
    };
  }

  private static OriginalMessage original(
      OutboundMessage message, Instant loggedAt, long logOffset) {
    return new OriginalMessage(
        message.chat(),
        message.id(),
        new Sender(
            MessageAuthor.valueOf(message.author().kind().name()), message.author().user(), null),
        message.author().basis(),
        message.causeId(),
        message.content() instanceof Content.Forward forward
            ? forward.content()
            : message.content(),
        message.quotedId(),
        message.createdAt(),
        null,
        false,
        loggedAt,
        logOffset);
  }

  private static UpdateNotice notice(MessageStatus status, Instant loggedAt) {
    if (status.target() != null && status.chatId() != null && status.outboundId() != null) {
      var end = new Progress(status.status(), status.at(), status.reason());
      return UpdateNotice.byPerson(
          new ChatKey(status.channel(), status.chatId()),
          status.target(),
          MessageUpdates.acted(status.outboundId(), MessageAct.ended(end)),
          loggedAt);
    }
    MessageUpdates updates =
        status.status() == MessageStatus.Status.DELETED
            ? MessageUpdates.deleted(status.at())
            : MessageUpdates.progress(new Progress(status.status(), status.at(), status.reason()));
    boolean isOurs = status.outboundId() != null;
    return new UpdateNotice(
        status.channel(),
        String.valueOf(isOurs ? status.outboundId() : status.messageId()),
        orEmpty(status.chatId()),
        false,
        isOurs ? updates.known(status.messageId()) : updates,
        null,
        loggedAt);
  }

  // A reaction is not stored as a message. It may be one of our outbound messages, and then this
  // echo proves that it was sent.
  private void add(MessageEcho echo, Instant loggedAt) {
    var chat = new ChatKey(echo.channel(), echo.chatId());
    Content content = echo.content();
    if (content instanceof Content.Reaction(String messageId, String emoji)) {
      var reaction = new MessageUpdates.Reaction(emoji, echo.sentAt(), echo.messageId());
      notices.add(
          UpdateNotice.byPerson(
              chat, messageId, MessageUpdates.reacted(MessageUpdates.US, reaction), loggedAt));
      content = null;
    }
    MessageUpdates proof = MessageUpdates.echoed(echo.sentAt());
    notices.add(
        new UpdateNotice(
            echo.channel(), echo.messageId(), echo.chatId(), false, proof, content, loggedAt));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
