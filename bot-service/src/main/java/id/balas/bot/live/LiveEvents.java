package id.balas.bot.live;

import id.balas.bot.history.changes.ChangeFeed;
import id.balas.bot.history.changes.ChangeFeed.Found;
import id.balas.bot.history.changes.Changes.Change;
import id.balas.bot.history.changes.Changes.Position;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.live.PresenceFeed.Snapshot;
import id.balas.bot.notes.Mentions;
import id.balas.events.value.ChatKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The events of streams: changed rows, mentions, and who is in which chat.
@Component
class LiveEvents {

  private final ChangeFeed feed;
  private final StreamRows rows;
  private final Mentions mentions;
  private final PresenceFeed presence;

  LiveEvents(ChangeFeed feed, StreamRows rows, Mentions mentions, PresenceFeed presence) {
    this.feed = feed;
    this.rows = rows;
    this.mentions = mentions;
    this.presence = presence;
  }

  record Event(String name, Object data) {}

  /// `row` is the chat as `GET /chats/{id}` returns it to the reader; null if it has no messages.
  record ChangedChat(String chat, @Nullable ChatDetails row) {}

  /// The row is as it was, but a message has another status, for example.
  record ChangedMessages(String chat) {}

  /// Whether a stream can begin after this event.
  boolean isKnown(Position last) {
    return feed.isKnown(last);
  }

  /// Begins after the last event that was received, or now.
  Reader reader(String user, ReadableContent readable, @Nullable Position last) {
    return new Reader(user, readable, last == null ? feed.latest() : last);
  }

  /// What one stream has sent so far.
  final class Reader implements AutoCloseable {

    private final String user;
    private final ReadableContent readable;
    private Position position;
    private Snapshot seen = Snapshot.NONE;

    private Reader(String user, ReadableContent readable, Position begin) {
      this.user = user;
      this.readable = readable;
      this.position = begin;
      rows.add(user);
    }

    /// The position after all events that were returned.
    Position position() {
      return position;
    }

    /// Empty if nothing happened.
    List<Event> next() {
      List<Event> events = new ArrayList<>();
      Snapshot present = presence.latest();
      present.changesSince(seen).forEach(it -> events.add(new Event("presence", it)));
      seen = present;
      Found found = feed.since(position);
      if (!found.changes().isEmpty()) {
        addMentions(found, events);
        addChats(found, events);
      }
      position = found.next();
      return events;
    }

    private void addChats(Found found, List<Event> events) {
      Map<ChatKey, @Nullable ChatDetails> changed = rows.of(found, user, readable);
      found.changes().stream()
          .filter(Change::isOfMessages)
          .map(Change::chat)
          .distinct()
          .filter(chat -> !changed.containsKey(chat))
          .forEach(
              chat -> events.add(new Event("chat", new ChangedMessages(ChatPath.write(chat)))));
      changed.forEach(
          (chat, row) -> events.add(new Event("chat", new ChangedChat(ChatPath.write(chat), row))));
    }

    private void addMentions(Found found, List<Event> events) {
      for (Change change : found.changes()) {
        if (change.noteId() != null && user.equals(change.username())) {
          mentions
              .find(user, change.noteId())
              .ifPresent(mention -> events.add(new Event("mention", mention)));
        }
      }
    }

    @Override
    public void close() {
      rows.remove(user);
    }
  }
}
