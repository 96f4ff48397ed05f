package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.ingest.translation.WebhookTranslator.PhoneLookup;
import id.balas.whapi.content.ProviderTime;
import id.balas.whapi.numbers.ChatIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The channel and receive time of a body, used to translate the provider's ids and times.
/// `backfilled` is true if a gap scan found the item.
record ReceiveContext(String channel, PhoneLookup phones, Instant receivedAt, boolean backfilled) {

  /// The id of a chat or sender, with the phone number if a hidden number is known. Null for an
  /// invalid id.
  @Nullable String chat(@Nullable String written) {
    String id = ChatIds.normalise(written);
    if (id == null || !id.endsWith(ChatIds.HIDDEN)) {
      return id;
    }
    String phone = phones.phoneOf(channel, id);
    return phone == null ? id : phone;
  }

  /// The chat of a message. Null for a message from us without `chat_id`: its `from` is our own
  /// number.
  @Nullable String chatOf(JsonNode message) {
    String chatId = text(message, "chat_id");
    if (chatId == null && message.path("from_me").asBoolean(false)) {
      return null;
    }
    return chat(chatId != null ? chatId : text(message, "from"));
  }

  /// The sender's id. The provider omits the suffix here, even if the digits are a hidden number.
  String senderOf(JsonNode message, String chatId) {
    String from = text(message, "from");
    String chat = text(message, "chat_id");
    boolean hidden =
        from != null
            && chat != null
            && chat.endsWith(ChatIds.HIDDEN)
            && chat.equals(from + ChatIds.HIDDEN);
    String sender = hidden ? chatId : chat(from);
    return sender == null ? chatId : sender;
  }

  Instant time(JsonNode item) {
    return ProviderTime.read(item, "timestamp", receivedAt);
  }
}
