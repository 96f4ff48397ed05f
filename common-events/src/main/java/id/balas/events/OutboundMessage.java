package id.balas.events;

import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message to send. `id` is computed from the chat and `causeId`, so a repeated decision gives
/// the same id. `epoch` is the chat's epoch after the decision; the fence compares it. No call
/// begins after `expiresAt`; null means no such limit. `route` is set if another id of the customer
/// matters. `answersSince` is the time of the oldest message that it answers, null if it answers
/// none.
public record OutboundMessage(
    String id,
    String channel,
    String chatId,
    Content content,
    Author author,
    String causeId,
    long epoch,
    @Nullable String quotedId,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Route route,
    @Nullable Instant answersSince)
    implements WireRecord {

  /// `to` is the customer's address if it is not the chat's id. The message is sent once the
  /// message `after`, of another chat, has ended.
  public record Route(@Nullable String to, @Nullable String after) {

    /// Returns null if the message goes to the chat's own id and waits for no other.
    public static @Nullable Route of(@Nullable String to, @Nullable String after) {
      return to == null && after == null ? null : new Route(to, after);
    }
  }

  public OutboundMessage {
    Required.text("OutboundMessage", "id", id);
    Required.text("OutboundMessage", "channel", channel);
    Required.text("OutboundMessage", "chatId", chatId);
    Required.value("OutboundMessage", "content", content);
    Required.value("OutboundMessage", "author", author);
    Required.text("OutboundMessage", "causeId", causeId);
    Required.value("OutboundMessage", "createdAt", createdAt);
  }

  /// A message to the chat's own id that waits for no other.
  public static OutboundMessage toChat(
      String id,
      String channel,
      String chatId,
      Content content,
      Author author,
      String causeId,
      long epoch,
      @Nullable String quotedId,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    return new OutboundMessage(
        id, channel, chatId, content, author, causeId, epoch, quotedId, createdAt, expiresAt, null,
        null);
  }

  /// The same message with this content.
  public OutboundMessage with(Content other) {
    return new OutboundMessage(
        id,
        channel,
        chatId,
        other,
        author,
        causeId,
        epoch,
        quotedId,
        createdAt,
        expiresAt,
        route,
        answersSince);
  }

  /// The same message that quotes this one, or none.
  public OutboundMessage quoting(@Nullable String messageId) {
    return new OutboundMessage(
        id,
        channel,
        chatId,
        content,
        author,
        causeId,
        epoch,
        messageId,
        createdAt,
        expiresAt,
        route,
        answersSince);
  }

  public ChatKey chat() {
    return new ChatKey(channel, chatId);
  }

  /// The id to which the provider sends the message.
  public String address() {
    return route == null || route.to() == null ? chatId : route.to();
  }

  /// The id of the message of another chat that must have ended before, or null.
  public @Nullable String after() {
    return route == null ? null : route.after();
  }

  @Override
  public String key() {
    return chat().toString();
  }

  @Override
  public String eventId() {
    return id;
  }

  @Override
  public Instant occurredAt() {
    return createdAt;
  }

  /// The message `outboundId` of this chat did not reach the customer. `author`, `createdAt` and
  /// `answersSince` are those of the message. `actReason` is set if it was an act on another
  /// message, and says why it failed.
  public record DeliveryFailed(
      String channel,
      String chatId,
      String outboundId,
      Author author,
      Instant createdAt,
      @Nullable Instant answersSince,
      Kind kind,
      Instant at,
      @Nullable String actReason)
      implements ChatInput {

    public enum Kind {
      /// The provider or WhatsApp rejected it.
      REJECTED,
      /// It could not be sent in time.
      LATE,
      /// All attempts failed.
      GIVEN_UP,
      /// It is unknown whether it was sent.
      UNDECIDABLE,
      /// The provider accepted it and reported later that it failed.
      REPORTED,
      /// It was not sent because a person took over.
      OVERTAKEN
    }

    public DeliveryFailed {
      Required.text("DeliveryFailed", "channel", channel);
      Required.text("DeliveryFailed", "chatId", chatId);
      Required.text("DeliveryFailed", "outboundId", outboundId);
      Required.value("DeliveryFailed", "author", author);
      Required.value("DeliveryFailed", "createdAt", createdAt);
      Required.value("DeliveryFailed", "kind", kind);
      Required.value("DeliveryFailed", "at", at);
    }

    /// Of a message that is no act.
    public static DeliveryFailed ofMessage(
        String channel,
        String chatId,
        String outboundId,
        Author author,
        Instant createdAt,
        @Nullable Instant answersSince,
        Kind kind,
        Instant at) {
      return new DeliveryFailed(
          channel, chatId, outboundId, author, createdAt, answersSince, kind, at, null);
    }

    @Override
    public String causeId() {
      return causeId(kind, outboundId);
    }

    /// The id of this failure of the message.
    public static String causeId(Kind kind, String outboundId) {
      return "delivery-" + kind.name().toLowerCase(Locale.ROOT) + "-" + outboundId;
    }

    @Override
    public Instant occurredAt() {
      return at;
    }
  }
}
