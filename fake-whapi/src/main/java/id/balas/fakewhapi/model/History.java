package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Every message of a channel, sent or received. Identical texts are separate messages. Tests check
/// against it.
public final class History {

  private Timeline all = new Timeline();
  private final Map<String, Timeline> chats = new LinkedHashMap<>();
  private final Map<String, StoredMessage> byId = new HashMap<>();
  private final List<StoredMessage> inOrderOfArrival = new ArrayList<>();

  public synchronized StoredMessage add(ObjectNode message) {
    StoredMessage stored = new StoredMessage(message);
    all.add(stored);
    chats.computeIfAbsent(stored.chatId(), _ -> new Timeline()).add(stored);
    byId.put(stored.id(), stored);
    inOrderOfArrival.add(stored);
    return stored;
  }

  /// Throws [ErrorResponseException] when the chat never had a message.
  public synchronized MessagePage list(@Nullable String chatId, ListQuery query) {
    if (chatId == null) {
      return all.page(query);
    }
    Timeline chat = chats.get(chatId);
    if (chat == null) {
      throw new ErrorResponseException(404, "chat not found", chatId);
    }
    return chat.page(query);
  }

  public synchronized @Nullable StoredMessage find(String messageId) {
    return byId.get(messageId);
  }

  /// Throws [ErrorResponseException] when the message is unknown.
  public StoredMessage get(String messageId) {
    StoredMessage stored = find(messageId);
    if (stored == null) {
      throw new ErrorResponseException(404, "message not found", messageId);
    }
    return stored;
  }

  public synchronized boolean has(String chatId) {
    return chats.containsKey(chatId);
  }

  public synchronized List<StoredMessage> ofChat(String chatId) {
    Timeline chat = chats.get(chatId);
    return chat == null ? List.of() : List.copyOf(chat.all());
  }

  /// At most `count` messages, after the first `after` that arrived.
  public synchronized List<StoredMessage> arrivals(int after, int count) {
    int from = Math.min(after, inOrderOfArrival.size());
    return List.copyOf(
        inOrderOfArrival.subList(from, Math.min(from + count, inOrderOfArrival.size())));
  }

  /// The last message of each chat, most recent chat first.
  public synchronized List<StoredMessage> lastOfEachChat() {
    return chats.values().stream()
        .map(Timeline::last)
        .sorted((one, other) -> Long.compare(other.timestamp(), one.timestamp()))
        .toList();
  }

  public synchronized void clear() {
    all = new Timeline();
    chats.clear();
    byId.clear();
    inOrderOfArrival.clear();
  }
}
