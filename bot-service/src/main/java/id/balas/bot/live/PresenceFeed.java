package id.balas.bot.live;

import id.balas.bot.live.Presence.InChat;
import id.balas.bot.live.Presence.Present;
import id.balas.events.value.ChatKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/// Who is in which chat, for all streams of this instance: one query each half second, and none
/// without streams.
@Component
class PresenceFeed {

  private static final Duration READ_EVERY = Duration.ofMillis(500);

  private final Presence presence;
  private volatile Snapshot latest = new Snapshot(Map.of(), 0);
  private volatile long readAt = System.nanoTime() - READ_EVERY.toNanos();

  PresenceFeed(Presence presence) {
    this.presence = presence;
  }

  /// The users in all chats at one moment.
  record Snapshot(Map<ChatKey, List<Present>> byChat, long number) {

    static final Snapshot NONE = new Snapshot(Map.of(), -1);

    /// The chats whose users are others than in an earlier snapshot.
    List<InChat> changesSince(Snapshot earlier) {
      List<InChat> changes = new ArrayList<>();
      if (earlier.number == number) {
        return changes;
      }
      Set<ChatKey> chats = new TreeSet<>(byChat.keySet());
      chats.addAll(earlier.byChat.keySet());
      for (ChatKey chat : chats) {
        if (!Objects.equals(byChat.get(chat), earlier.byChat.get(chat))) {
          changes.add(InChat.of(chat, byChat));
        }
      }
      return changes;
    }
  }

  Snapshot latest() {
    if (System.nanoTime() - readAt >= READ_EVERY.toNanos()) {
      read();
    }
    return latest;
  }

  private synchronized void read() {
    if (System.nanoTime() - readAt < READ_EVERY.toNanos()) {
      return;
    }
    Map<ChatKey, List<Present>> now = presence.all();
    readAt = System.nanoTime();
    if (!now.equals(latest.byChat())) {
      latest = new Snapshot(now, latest.number() + 1);
    }
  }
}
