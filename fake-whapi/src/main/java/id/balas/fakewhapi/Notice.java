package id.balas.fakewhapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One webhook notice, with its event's type and method. `about` is the message it reports.
record Notice(
    String type, String method, JsonNode item, @Nullable String chatId, @Nullable Stored about) {

  private static final Map<String, String> KEYS =
      Map.of(
          "messages.patch", "messages_updates",
          "messages.delete", "messages_removed",
          "chats.patch", "chats_updates",
          "channel.post", "health",
          "channel.patch", "qr",
          "users.post", "user",
          "users.delete", "user");

  static Notice message(Stored message) {
    return new Notice("messages", "post", message.json(), message.chatId(), message);
  }

  /// A sent message is reported as it was when it was sent.
  static Notice echo(Stored message, ObjectNode asSent) {
    return new Notice("messages", "post", asSent, message.chatId(), message);
  }

  static Notice update(Stored changed, ObjectNode trigger, ObjectNode before, String what) {
    ObjectNode update = Json.object().put("id", changed.id());
    update.set("trigger", trigger);
    update.set("before_update", before);
    update.set("after_update", changed.json());
    update.putArray("changes").add(what);
    return new Notice("messages", "patch", update, changed.chatId(), changed);
  }

  static Notice status(Stored message, ObjectNode status) {
    return new Notice("statuses", "post", status, message.chatId(), message);
  }

  static Notice of(String type, String method, JsonNode item, @Nullable String chatId) {
    return new Notice(type, method, item, chatId, null);
  }

  /// The key in the body. A notice about a whole channel is not a list.
  String key() {
    return KEYS.getOrDefault(type + "." + method, type);
  }

  boolean isOfTheChannel() {
    return type.equals("channel") || type.equals("users");
  }

  /// Only the webhook of the message itself updates the delivery state of its bubble.
  void told(Told state) {
    if (about != null && type.equals("messages")) {
      about.told(state);
    }
  }
}
