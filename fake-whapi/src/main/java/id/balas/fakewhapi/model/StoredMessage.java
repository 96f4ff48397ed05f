package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message in the history. It is kept as JSON bytes, because there may be hundreds of thousands.
/// The list filters and its current state are kept as fields.
public final class StoredMessage {

  private final String id;
  private final String chatId;
  private final String from;
  private final String type;
  private final boolean fromMe;
  private final long timestamp;
  private final Instant arrivedAt = Instant.now();
  private byte[] json;
  // The status in the JSON is written when it is read, not at each of the three ticks.
  private boolean hasOldStatus;
  private volatile WebhookState webhookState = WebhookState.OFF;
  private @Nullable Ticks ticks;
  private @Nullable Map<String, String> reactions;
  private boolean edited;
  private boolean deleted;

  StoredMessage(ObjectNode message) {
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

  public String id() {
    return id;
  }

  public String chatId() {
    return chatId;
  }

  public String from() {
    return from;
  }

  public String type() {
    return type;
  }

  public boolean isFromMe() {
    return fromMe;
  }

  public long timestamp() {
    return timestamp;
  }

  public Instant arrivedAt() {
    return arrivedAt;
  }

  public synchronized byte[] bytes() {
    return hasOldStatus ? Json.write(json()) : json;
  }

  public synchronized ObjectNode json() {
    ObjectNode message = Json.read(json);
    return hasOldStatus && ticks != null ? message.put("status", ticks.text()) : message;
  }

  public void webhookState(WebhookState state) {
    webhookState = state;
  }

  public synchronized @Nullable Ticks ticks() {
    return ticks;
  }

  synchronized Map<String, String> reactions() {
    return reactions == null ? Map.of() : Map.copyOf(reactions);
  }

  /// Never moves back: a read message stays read, in any order of statuses.
  public synchronized void advance(Ticks reached) {
    if (ticks == null || ticks.compareTo(reached) < 0) {
      ticks = reached;
      hasOldStatus = fromMe;
    }
  }

  /// Returns the message before the edit.
  public synchronized ObjectNode edit(Consumer<ObjectNode> change) {
    edited = true;
    return change(change);
  }

  /// Returns the message before the change.
  public synchronized ObjectNode change(Consumer<ObjectNode> change) {
    ObjectNode before = json();
    ObjectNode after = json();
    change.accept(after);
    json = Json.write(after);
    return before;
  }

  public synchronized void delete() {
    deleted = true;
  }

  /// Throws [ErrorResponseException] when the message was deleted.
  public synchronized void checkExists() {
    if (deleted) {
      throw new ErrorResponseException(404, "message not found", "it was deleted");
    }
  }

  /// Throws [ErrorResponseException] when the message is older than the limit. `act` is a verb.
  public void checkAge(Duration limit, String act) {
    if (Instant.now().isAfter(Instant.ofEpochSecond(timestamp).plus(limit))) {
      throw new ErrorResponseException(400, "the message is too old to " + act, null);
    }
  }

  /// An empty emoji removes the reaction.
  public synchronized void react(String sender, String emoji) {
    reactions = reactions == null ? new TreeMap<>() : reactions;
    if (emoji.isEmpty()) {
      reactions.remove(sender);
    } else {
      reactions.put(sender, emoji);
    }
  }

  /// For the phone page: the provider's message and its current state.
  public synchronized ObjectNode bubble(String channel) {
    ObjectNode bubble = Json.object().put("channel", channel);
    bubble.set("message", json());
    bubble
        .put("ticks", ticks == null ? null : ticks.text())
        .put("edited", edited)
        .put("deleted", deleted);
    ArrayNode list = bubble.putArray("reactions");
    reactions()
        .forEach((sender, emoji) -> list.addObject().put("from", sender).put("emoji", emoji));
    return bubble.put("webhook", webhookState.text());
  }
}
