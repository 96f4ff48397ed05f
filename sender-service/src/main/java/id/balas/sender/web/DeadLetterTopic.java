package id.balas.sender.web;

import id.balas.events.ChatInput;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.util.Optional;

/// A topic whose dead letters can be listed and replayed.
enum DeadLetterTopic {
  OUTBOUND_MESSAGES(Topics.OUTBOUND_MESSAGES, OutboundMessage.class),
  CHAT_INPUTS(Topics.CHAT_INPUTS, ChatInput.class);

  private final String topic;
  private final Class<? extends WireRecord> kind;

  DeadLetterTopic(String topic, Class<? extends WireRecord> kind) {
    this.topic = topic;
    this.kind = kind;
  }

  /// The topic of the dead letters.
  String deadLetters() {
    return topic + "-dlt";
  }

  /// Empty if this release cannot read the record.
  Optional<WireRecord> read(byte[] value) {
    try {
      return Optional.of(EventJson.read(value, kind));
    } catch (UnreadableRecordException | UnknownKindException _) {
      return Optional.empty();
    }
  }

  /// The id by which a consumer recognizes a repeated record.
  static String idOf(WireRecord record) {
    return switch (record) {
      case OutboundMessage message -> message.id();
      case ChatInput input -> input.chat() + "/" + input.causeId();
      default -> record.key();
    };
  }
}
