package id.balas.bot.live;

import id.balas.bot.history.changes.ChangeFeed.Found;
import id.balas.bot.history.changes.Changes.Change;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.inbox.ChatRows;
import id.balas.bot.inbox.ChatRows.Listed;
import id.balas.events.value.ChatKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The rows of changed chats for all streams of this instance. They are read once for all users who
/// have a stream, so the number of queries hardly depends on the number of streams.
@Component
class StreamRows {

  private final ChatRows rows;
  private final Map<String, Integer> readers = new TreeMap<>();
  // Streams at one position share one object.
  private final Map<Found, Map<ReadableContent, Rows>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  StreamRows(ChatRows rows) {
    this.rows = rows;
  }

  private record Rows(List<String> users, List<ChatKey> chats, Map<ChatKey, Listed> byChat) {

    void addTo(Map<ChatKey, @Nullable ChatDetails> changed, String user) {
      int place = users.indexOf(user);
      for (ChatKey chat : chats) {
        Listed listed = byChat.get(chat);
        changed.put(chat, listed == null ? null : listed.seenBy(place));
      }
    }
  }

  synchronized void add(String user) {
    readers.merge(user, 1, Integer::sum);
  }

  synchronized void remove(String user) {
    readers.computeIfPresent(user, (_, streams) -> streams == 1 ? null : streams - 1);
  }

  private synchronized List<String> users() {
    return List.copyOf(readers.keySet());
  }

  /// The chats whose rows changed for the user, each with its row as it is now. The row is null if
  /// the chat has no messages.
  Map<ChatKey, @Nullable ChatDetails> of(Found found, String user, ReadableContent readable) {
    Rows shared =
        known
            .computeIfAbsent(found, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(
                readable, it -> read(chats(found, Change::isOfRowForAll), users(), it));
    Map<ChatKey, @Nullable ChatDetails> changed = new LinkedHashMap<>();
    if (shared.users().contains(user)) {
      shared.addTo(changed, user);
      read(chats(found, it -> isOwn(it, user)), List.of(user), readable).addTo(changed, user);
    } else {
      // A stream that began since then.
      read(chats(found, it -> it.isOfRowForAll() || isOwn(it, user)), List.of(user), readable)
          .addTo(changed, user);
    }
    return changed;
  }

  private static boolean isOwn(Change change, String user) {
    return user.equals(change.username()) && change.isOfRow();
  }

  private static List<ChatKey> chats(Found found, Predicate<Change> isWanted) {
    return found.changes().stream().filter(isWanted).map(Change::chat).distinct().toList();
  }

  private Rows read(List<ChatKey> chats, List<String> users, ReadableContent readable) {
    Map<ChatKey, Listed> byChat = new HashMap<>();
    if (!chats.isEmpty()) {
      rows.of(chats, users, readable)
          .forEach(
              row -> byChat.put(new ChatKey(row.details().channel(), row.details().chatId()), row));
    }
    return new Rows(users, chats, byChat);
  }
}
