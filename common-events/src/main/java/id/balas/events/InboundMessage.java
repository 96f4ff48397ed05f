package id.balas.events;

import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that the provider delivered, from a customer or from a member of our team who answered
/// on the phone. `sender` is the writer's WhatsApp id; in a group, the member's. `sentAt` is the
/// provider's time, `receivedAt` ours. `backfilled` is true if a gap scan found the message.
public record InboundMessage(
    String id,
    String channel,
    String chatId,
    String sender,
    @Nullable String senderName,
    From author,
    Content content,
    @Nullable String quotedId,
    Instant sentAt,
    Instant receivedAt,
    boolean backfilled)
    implements ChatInput {

  /// The writer. `PHONE` is a member of our team, on the phone or WhatsApp Web.
  public enum From {
    CUSTOMER,
    PHONE
  }

  public InboundMessage {
    Required.text("InboundMessage", "id", id);
    Required.text("InboundMessage", "channel", channel);
    Required.text("InboundMessage", "chatId", chatId);
    Required.text("InboundMessage", "sender", sender);
    Required.value("InboundMessage", "author", author);
    Required.value("InboundMessage", "content", content);
    Required.value("InboundMessage", "sentAt", sentAt);
    Required.value("InboundMessage", "receivedAt", receivedAt);
  }

  @Override
  public String causeId() {
    return id;
  }

  @Override
  public Instant occurredAt() {
    return sentAt;
  }
}
