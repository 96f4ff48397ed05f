package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.WebhookState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One webhook notice, with its event's type and method. `about` is the message it reports.
public record Notice(
    String type,
    String method,
    JsonNode item,
    @Nullable String chatId,
    @Nullable StoredMessage about) {

  private static final Map<String, String> KEYS =
      Map.of(
          "messages.patch", "messages_updates",
          "messages.delete", "messages_removed",
          "chats.patch", "chats_updates",
          "channel.post", "health",
          "channel.patch", "qr",
          "users.post", "user",
          "users.delete", "user");

  public static Notice message(StoredMessage message) {
    return new Notice("messages", "post", message.json(), message.chatId(), message);
  }

  /// A sent message is reported as it was when it was sent.
  public static Notice echo(StoredMessage message, ObjectNode asSent) {
    return new Notice("messages", "post", asSent, message.chatId(), message);
  }

  public static Notice update(
      StoredMessage changed, ObjectNode trigger, ObjectNode before, String what) {
    ObjectNode update = Json.object().put("id", changed.id());
    update.set("trigger", trigger);
    update.set("before_update", before);
    update.set("after_update", changed.json());
    update.putArray("changes").add(what);
    return new Notice("messages", "patch", update, changed.chatId(), changed);
  }

  public static Notice status(StoredMessage message, ObjectNode status) {
    return new Notice("statuses", "post", status, message.chatId(), message);
  }

  public static Notice of(String type, String method, JsonNode item, @Nullable String chatId) {
    return new Notice(type, method, item, chatId, null);
  }

  /// The key in the body. A notice about a whole channel is not a list.
  String key() {
    return KEYS.getOrDefault(type + "." + method, type);
  }

  boolean isOfChannel() {
    return type.equals("channel") || type.equals("users");
  }

  /// Only the webhook of the message itself updates the delivery state of its bubble.
  public void webhookState(WebhookState state) {
    if (about != null && type.equals("messages")) {
      about.webhookState(state);
    }
  }
}
