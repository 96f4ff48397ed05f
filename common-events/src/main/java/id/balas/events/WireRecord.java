package id.balas.events;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import id.balas.events.AiCommand.ReplyRequest;
import java.time.Instant;

/// A record on a topic. In JSON the property `@type` names the kind of record.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
public sealed interface WireRecord
    permits ChatInput,
        ChatChanged,
        ChatState,
        IntakeWatermark,
        SameCustomer.KnownLink,
        MessageEcho,
        MessageStatus,
        OutboundMessage,
        ReplyRequest {

  /// The Kafka key: `channel/chatId` for the records of a chat.
  String key();

  /// The CloudEvents `id`. A repetition of a record has the same one.
  String eventId();

  /// The CloudEvents `time`: the time of the event, not of writing it.
  Instant occurredAt();
}
