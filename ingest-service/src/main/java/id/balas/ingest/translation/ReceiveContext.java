package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.ingest.translation.WebhookTranslator.PhoneLookup;
import id.balas.whapi.content.ProviderTime;
import id.balas.whapi.numbers.ChatIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Channel and time of a body, by which the provider's ids and times become ours. `backfilled`: a
/// scan found it.
record ReceiveContext(String channel, PhoneLookup phones, Instant receivedAt, boolean backfilled) {

  /// The chat or person, under the phone number where a hidden one is known; null for what cannot
  /// be an id.
  @Nullable String chat(@Nullable String written) {
    String id = ChatIds.normalise(written);
    if (id == null || !id.endsWith(ChatIds.HIDDEN)) {
      return id;
    }
    String phone = phones.phoneOf(channel, id);
    return phone == null ? id : phone;
  }

  /// The chat that a message is in. One of ours that does not say it would be in a chat with
  /// ourselves.
  @Nullable String chatOf(JsonNode message) {
    String chatId = text(message, "chat_id");
    if (chatId == null && message.path("from_me").asBoolean(false)) {
      return null;
    }
    return chat(chatId != null ? chatId : text(message, "from"));
  }

  /// Who wrote. The provider leaves out the suffix here, also where the digits are those of a
  /// hidden number.
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
