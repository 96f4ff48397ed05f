package id.balas.events;

import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.ChatKey;

/// A record of `chat-inputs`: one input of a chat. The topic keeps the order of a chat's inputs.
public sealed interface ChatInput extends WireRecord
    permits InboundMessage,
        MessageChanged,
        ForwardedInput,
        HandOver,
        SameCustomer,
        SameCustomer.Unlink,
        DeliveryFailed,
        ChatCommand {

  String channel();

  String chatId();

  /// The id by which an input is recognized when it is redelivered. Unique per channel.
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
