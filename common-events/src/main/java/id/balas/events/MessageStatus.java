package id.balas.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.events.value.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The delivery status of a message. The provider identifies it by `messageId`, the sender also by
/// our `outboundId`. A message that failed before the provider accepted it has only the latter.
/// `viewerId` is the reader in a group. `target` is set if `outboundId` was an act on that message,
/// such as a reaction.
public record MessageStatus(
    String channel,
    @Nullable String chatId,
    @Nullable String messageId,
    @Nullable String outboundId,
    Status status,
    @Nullable String viewerId,
    Instant at,
    @Nullable String reason,
    @Nullable String target)
    implements WireRecord {

  /// The provider's statuses, and two of ours: `accepted` by the provider, `dropped` on purpose.
  public enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("sent")
    SENT,
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("read")
    READ,
    @JsonProperty("played")
    PLAYED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("deleted")
    DELETED,
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("dropped")
    DROPPED
  }

  public MessageStatus {
    Required.text("MessageStatus", "channel", channel);
    if (outboundId == null) {
      Required.text("MessageStatus", "messageId", messageId);
    }
    Required.value("MessageStatus", "status", status);
    Required.value("MessageStatus", "at", at);
  }

  /// The status of a message.
  public static MessageStatus of(
      String channel,
      @Nullable String chatId,
      @Nullable String messageId,
      @Nullable String outboundId,
      Status status,
      @Nullable String viewerId,
      Instant at,
      @Nullable String reason) {
    return new MessageStatus(
        channel, chatId, messageId, outboundId, status, viewerId, at, reason, null);
  }

  /// The chat if it is known, else the message: all statuses of one message are on one partition.
  @Override
  public String key() {
    return channel + "/" + (chatId != null ? chatId : subject());
  }

  @Override
  public String eventId() {
    return subject() + ":" + status.name() + (viewerId == null ? "" : ":" + viewerId);
  }

  @Override
  public Instant occurredAt() {
    return at;
  }

  private String subject() {
    return messageId != null ? messageId : String.valueOf(outboundId);
  }
}
