package id.balas.fakewhapi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Every message of a channel, sent or received. Identical texts are separate messages. Tests check
/// against it.
final class History {

  private Timeline all = new Timeline();
  private final Map<String, Timeline> chats = new LinkedHashMap<>();
  private final Map<String, Stored> byId = new HashMap<>();

  synchronized Stored add(ObjectNode message) {
    Stored stored = new Stored(message);
    all.add(stored);
    chats.computeIfAbsent(stored.chatId(), _ -> new Timeline()).add(stored);
    byId.put(stored.id(), stored);
    return stored;
  }

  /// Throws [Refusal] when the chat never had a message.
  synchronized Page list(@Nullable String chatId, ListQuery query) {
    if (chatId == null) {
      return all.page(query);
    }
    Timeline chat = chats.get(chatId);
    if (chat == null) {
      throw new Refusal(404, "chat not found", chatId);
    }
    return chat.page(query);
  }

  synchronized @Nullable Stored find(String messageId) {
    return byId.get(messageId);
  }

  /// Throws [Refusal] when the message is unknown.
  Stored get(String messageId) {
    Stored stored = find(messageId);
    if (stored == null) {
      throw new Refusal(404, "message not found", messageId);
    }
    return stored;
  }

  synchronized boolean has(String chatId) {
    return chats.containsKey(chatId);
  }

  synchronized List<Stored> ofChat(String chatId) {
    Timeline chat = chats.get(chatId);
    return chat == null ? List.of() : List.copyOf(chat.all());
  }

  /// The last message of each chat, most recent chat first.
  synchronized List<Stored> lastOfEachChat() {
    return chats.values().stream()
        .map(Timeline::last)
        .sorted((one, other) -> Long.compare(other.timestamp(), one.timestamp()))
        .toList();
  }

  synchronized void clear() {
    all = new Timeline();
    chats.clear();
    byId.clear();
  }
}
