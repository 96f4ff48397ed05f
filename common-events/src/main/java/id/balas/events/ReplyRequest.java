package id.balas.events;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Requests an AI answer to the message `causeId`. The answer is used only if the chat's epoch is
/// still the same. `text` is the customer's text.
public record ReplyRequest(
    String id,
    String channel,
    String chatId,
    String causeId,
    String text,
    @Nullable String customerName,
    long epoch,
    Instant requestedAt,
    Instant expiresAt)
    implements WireRecord {

  public ReplyRequest {
    Required.text("ReplyRequest", "id", id);
    Required.text("ReplyRequest", "channel", channel);
    Required.text("ReplyRequest", "chatId", chatId);
    Required.text("ReplyRequest", "causeId", causeId);
    Required.text("ReplyRequest", "text", text);
    Required.value("ReplyRequest", "requestedAt", requestedAt);
    Required.value("ReplyRequest", "expiresAt", expiresAt);
  }

  @Override
  public String key() {
    return new ChatKey(channel, chatId).toString();
  }

  @Override
  public String eventId() {
    return id;
  }

  @Override
  public Instant occurredAt() {
    return requestedAt;
  }
}
