package id.balas.bot.history;

import id.balas.events.ChatKey;
import id.balas.events.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A message as it was said, which never changes. `id` is the provider's of what came in and ours
/// of what goes out; `loggedAt` is the time of its record on the log.
record Said(
    ChatKey chat,
    String id,
    Writer author,
    @Nullable String authorUser,
    @Nullable String authorName,
    @Nullable String basis,
    @Nullable String causeId,
    Content content,
    @Nullable String quotedId,
    Instant sentAt,
    @Nullable Instant receivedAt,
    boolean backfilled,
    Instant loggedAt) {

  /// A customer's own app chooses a message's id, so the chat is part of its key.
  record Key(ChatKey chat, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byChat = chat.compareTo(other.chat);
      return byChat != 0 ? byChat : id.compareTo(other.id);
    }
  }

  // The database keeps microseconds, and must give back what was put in.
  Said {
    sentAt = sentAt.truncatedTo(ChronoUnit.MICROS);
    receivedAt = receivedAt == null ? null : receivedAt.truncatedTo(ChronoUnit.MICROS);
  }

  Key key() {
    return new Key(chat, id);
  }
}
