package id.balas.events;

import id.balas.events.value.ChatKey;

/// Everything that a chat reacts to, in one order: the records of `chat-inputs`.
public sealed interface ChatInput extends WireRecord
    permits InboundMessage, MessageChanged, ChatCommand {

  String channel();

  String chatId();

  /// The id under which this input is decided once: unique per channel.
  String causeId();

  default ChatKey chat() {
    return new ChatKey(channel(), chatId());
  }

  @Override
  default String key() {
    return chat().toString();
  }

  @Override
  default String eventId() {
    return causeId();
  }
}
