package id.balas.fakewhapi;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message in the history. It is kept as JSON bytes, because there may be hundreds of thousands.
/// The list filters and its current state are kept as fields.
final class Stored {

  private final String id;
  private final String chatId;
  private final String from;
  private final String type;
  private final boolean fromMe;
  private final long timestamp;
  private volatile byte[] json;
  private volatile Told told = Told.OFF;
  private @Nullable Ticks ticks;
  private @Nullable Map<String, String> reactions;
  private boolean edited;
  private boolean deleted;

  Stored(ObjectNode message) {
    id = message.path("id").asString("");
    chatId = message.path("chat_id").asString("");
    from = message.path("from").asString("");
    type = message.path("type").asString("").intern();
    fromMe = message.path("from_me").asBoolean(false);
    timestamp = message.path("timestamp").asLong();
    json = Json.write(message);
    ticks =
        fromMe
            ? (message.path("status").asString("").equals("pending") ? Ticks.PENDING : Ticks.SENT)
            : null;
  }

  String id() {
    return id;
  }

  String chatId() {
    return chatId;
  }

  String from() {
    return from;
  }

  String type() {
    return type;
  }

  boolean isFromMe() {
    return fromMe;
  }

  long timestamp() {
    return timestamp;
  }

  byte[] bytes() {
    return json;
  }

  ObjectNode json() {
    return Json.read(json);
  }

  void told(Told state) {
    told = state;
  }

  synchronized @Nullable Ticks ticks() {
    return ticks;
  }

  synchronized boolean isDeleted() {
    return deleted;
  }

  synchronized Map<String, String> reactions() {
    return reactions == null ? Map.of() : Map.copyOf(reactions);
  }

  /// Never moves back: a read message stays read, in any order of statuses.
  synchronized void reach(Ticks reached) {
    if (ticks == null || ticks.compareTo(reached) < 0) {
      ticks = reached;
      if (fromMe) {
        change(message -> message.put("status", reached.written()));
      }
    }
  }

  /// Returns the message before the edit.
  synchronized ObjectNode edit(Consumer<ObjectNode> change) {
    ObjectNode before = json();
    change(change);
    edited = true;
    return before;
  }

  /// Returns the message before the change.
  synchronized ObjectNode change(Consumer<ObjectNode> change) {
    ObjectNode before = json();
    ObjectNode after = json();
    change.accept(after);
    json = Json.write(after);
    return before;
  }

  synchronized void delete() {
    deleted = true;
  }

  /// An empty emoji removes the reaction.
  synchronized void react(String sender, String emoji) {
    reactions = reactions == null ? new TreeMap<>() : reactions;
    if (emoji.isEmpty()) {
      reactions.remove(sender);
    } else {
      reactions.put(sender, emoji);
    }
  }

  /// For the phone page: the provider's message and its current state.
  synchronized ObjectNode bubble(String channel) {
    ObjectNode bubble = Json.object().put("channel", channel);
    bubble.set("message", json());
    bubble
        .put("ticks", ticks == null ? null : ticks.written())
        .put("edited", edited)
        .put("deleted", deleted);
    ArrayNode list = bubble.putArray("reactions");
    reactions()
        .forEach((sender, emoji) -> list.addObject().put("from", sender).put("emoji", emoji));
    return bubble.put("webhook", told.written());
  }
}
