package id.balas.events;

import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message to send. `id` is computed from the chat and `causeId`, so a repeated decision gives
/// the same id. `epoch` is the chat's epoch after the decision; the fence compares it. No call
/// begins after `expiresAt`; null means no such limit. `to` is the customer's address if it is not
/// `chatId`. The message is sent once the message `after`, of another chat, has ended.
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
    @Nullable String to,
    @Nullable String after)
    implements WireRecord {

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

  public ChatKey chat() {
    return new ChatKey(channel, chatId);
  }

  /// The id to which the provider sends the message.
  public String address() {
    return to == null ? chatId : to;
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
}
