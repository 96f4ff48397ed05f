package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Required;
import java.time.Instant;

/// The provider reports a message that was sent over its API on our channel. It proves a send whose
/// response was lost.
public record MessageEcho(
    String channel, String chatId, String messageId, Content content, Instant sentAt)
    implements WireRecord {

  public MessageEcho {
    Required.text("MessageEcho", "channel", channel);
    Required.text("MessageEcho", "chatId", chatId);
    Required.text("MessageEcho", "messageId", messageId);
    Required.value("MessageEcho", "content", content);
    Required.value("MessageEcho", "sentAt", sentAt);
  }

  @Override
  public String key() {
    return new ChatKey(channel, chatId).toString();
  }

  @Override
  public String eventId() {
    return messageId;
  }

  @Override
  public Instant occurredAt() {
    return sentAt;
  }
}
