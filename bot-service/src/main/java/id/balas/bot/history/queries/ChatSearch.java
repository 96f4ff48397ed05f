package id.balas.bot.history.queries;

import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The filters of the chat list. `q` matches numbers in any spelling, by six digits or more, and
/// the start of a word in the name. It also matches whole words in messages between `since` and
/// `until`. With `waiting`, only the chats that wait for a person and are not snoozed, the longest
/// wait first.
public record ChatSearch(
    @Nullable String channel,
    @Nullable Mode mode,
    @Nullable String assignee,
    @Nullable Boolean unread,
    boolean waiting,
    @Nullable String label,
    @Nullable String q,
    Instant since,
    @Nullable Instant until,
    @Nullable Cursor after,
    int limit) {

  /// Whether `after` was `next` of a page of the same list.
  public boolean hasOwnCursor() {
    return after == null || WaitingCursor.isPlace(after) == waiting;
  }
}
