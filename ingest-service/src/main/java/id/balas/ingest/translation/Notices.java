package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.InboundMessage.From;
import id.balas.events.value.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.RawJson;
import id.balas.whapi.content.StorableText;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Events in a chat without a written message. They are recorded as received for agents to read,
/// and never answered.
final class Notices {

  private Notices() {}

  /// A chat was cleared on our phone. Agents see a notice; our history keeps the messages and marks
  /// them as deleted.
  static TranslatedBody.Item emptied(JsonNode chat, ReceiveContext context) {
    String chatId = chat.isString() ? context.chat(chat.stringValue()) : null;
    if (chatId == null) {
      return Ignored.WITHOUT_CHAT;
    }
    JsonNode raw = JsonNodeFactory.instance.objectNode().set("messages_removed_all", chat);
    // The body has no id and no time. A redelivery comes soon, the next deletion later.
    String id =
        ProviderIds.hash(raw + context.receivedAt().truncatedTo(ChronoUnit.HOURS).toString());
    // Not of the customer: an unread message would lift the chat in the list.
    Content content = new Content.Unsupported(ContentTranslator.NOTICE, raw);
    return new TranslatedBody.Kept(
        MessageTranslator.inbound(raw, id, chatId, From.PHONE, content, context));
  }

  // Each step of a call (ringing, missed) has the call's id. If the call was answered, the chat id
  // is our own number, so `from` is used.
  static TranslatedBody.Item call(JsonNode call, ReceiveContext context) {
    String id = ProviderIds.read(call, "id");
    String chat = text(call, "chat_id");
    String from = text(call, "from");
    boolean inGroup = chat != null && chat.endsWith("@g.us");
    String chatId = context.chat(inGroup || from == null ? chat : from);
    if (id == null || chatId == null) {
      return chatId == null ? Ignored.WITHOUT_CHAT : Ignored.WITHOUT_ID;
    }
    String step = ProviderIds.usable("call-" + id + "-" + text(call, "status"));
    return keep(call, step, chatId, "call", context);
  }

  /// Records an item of an unknown event for agents, if the item has a chat. It is never answered.
  /// An item from us becomes a notice, so that it does not silence the bot.
  static TranslatedBody.Item unknown(String key, JsonNode item, ReceiveContext context) {
    String chatId = text(item, "chat_id") == null ? null : context.chatOf(item);
    if (chatId == null) {
      return Ignored.UNKNOWN_EVENT;
    }
    String name = key.isBlank() ? "unknown" : StorableText.shortened(key, 100);
    String type = MessageTranslator.isFromUs(item) ? ContentTranslator.NOTICE : name;
    return keep(item, ProviderIds.ofItem(item), chatId, type, context);
  }

  private static TranslatedBody.Item keep(
      JsonNode raw, String id, String chatId, String type, ReceiveContext context) {
    Content content = new Content.Unsupported(type, RawJson.kept(raw));
    return new TranslatedBody.Kept(MessageTranslator.inbound(raw, id, chatId, content, context));
  }
}
