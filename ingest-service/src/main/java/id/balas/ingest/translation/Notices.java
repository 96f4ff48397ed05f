package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import id.balas.events.Content;
import id.balas.whapi.content.ContentTranslator;
import id.balas.whapi.content.ProviderIds;
import id.balas.whapi.content.RawJson;
import id.balas.whapi.content.StorableText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What happened in a chat without anybody writing: kept there as it came, for people to see, and
/// answered by nobody.
final class Notices {

  private Notices() {}

  /// A chat was emptied on our phone: people are told, what they have of it stays.
  static void emptied(JsonNode chat, Arrival arrival, Intake intake) {
    String chatId = chat.isString() ? arrival.chat(chat.stringValue()) : null;
    if (chatId == null) {
      intake.ignore(Ignored.WITHOUT_CHAT);
      return;
    }
    JsonNode raw = JsonNodeFactory.instance.objectNode().set("messages_removed_all", chat);
    keep(raw, ProviderIds.ofItem(raw), chatId, ContentTranslator.NOTICE, arrival, intake);
  }

  // Each step of a call (ringing, missed) has the call's id. Where it was answered, the chat is our
  // own number.
  static void call(JsonNode call, Arrival arrival, Intake intake) {
    String id = ProviderIds.read(call, "id");
    String chat = text(call, "chat_id");
    String from = text(call, "from");
    boolean inGroup = chat != null && chat.endsWith("@g.us");
    String chatId = arrival.chat(inGroup || from == null ? chat : from);
    if (id == null || chatId == null) {
      intake.ignore(chatId == null ? Ignored.WITHOUT_CHAT : Ignored.WITHOUT_ID);
      return;
    }
    String step = ProviderIds.usable("call-" + id + "-" + text(call, "status"));
    keep(call, step, chatId, "call", arrival, intake);
  }

  /// An item of an event that this release does not know is kept for people, if it is of a chat.
  /// Nobody answers it, and if it is of one of us it holds nobody back.
  static void unknown(String key, JsonNode item, Arrival arrival, Intake intake) {
    String chatId = text(item, "chat_id") == null ? null : arrival.chatOf(item);
    if (chatId == null) {
      intake.ignore(Ignored.UNKNOWN_EVENT);
      return;
    }
    String name = key.isBlank() ? "unknown" : StorableText.shortened(key, 100);
    String type = MessageTranslator.isFromUs(item) ? ContentTranslator.NOTICE : name;
    keep(item, ProviderIds.ofItem(item), chatId, type, arrival, intake);
  }

  private static void keep(
      JsonNode raw, String id, String chatId, String type, Arrival arrival, Intake intake) {
    Content content = new Content.Unsupported(type, RawJson.kept(raw));
    intake.keep(MessageTranslator.inbound(raw, id, chatId, content, arrival));
  }
}
