package id.balas.events;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/// Whatever travels on a topic. In JSON the property `@type` names the record, so a value explains
/// itself.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
public sealed interface WireRecord
    permits ChatInput,
        ChatState,
        IntakeWatermark,
        MessageEcho,
        MessageStatus,
        OutboundMessage,
        ReplyRequest {

  /// The Kafka key: `channel/chatId` for all that belongs to a chat.
  String key();

  /// The CloudEvents `id`: the same for a repetition of the same record.
  String eventId();

  /// The CloudEvents `time`: when it happened, not when it was written.
  Instant occurredAt();
}
