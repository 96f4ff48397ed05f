package id.balas.bot.inbox;

import id.balas.bot.database.Where;
import id.balas.events.value.Mode;
import id.balas.service.web.Cursor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A page of the chat list for `caller`: a view, filters that combine with it, and words to search
/// for.
public record ChatSearch(
    String caller,
    @Nullable View view,
    Filter filter,
    @Nullable Words words,
    @Nullable Cursor after,
    int limit) {

  /// With `waiting`, only the chats that wait for a person and are not snoozed, the longest wait
  /// first. `team` is a name or an id. `since` and `until` are for the place in the list of all
  /// chats: the time of the last message, or when a missing one was found.
  public record Filter(
      @Nullable String channel,
      @Nullable Mode mode,
      @Nullable String assignee,
      @Nullable Boolean unread,
      boolean waiting,
      @Nullable String label,
      @Nullable String team,
      @Nullable Instant since,
      @Nullable Instant until) {

    public static final Filter NONE =
        new Filter(null, null, null, null, false, null, null, null, null);

    /// `s` is the chat's summary.
    void restrictTimes(Where where) {
      if (since != null) {
        where.and(ChatOrder.LISTED_AT + " >= ?", since);
      }
      if (until != null) {
        where.and(ChatOrder.LISTED_AT + " < ?", until);
      }
    }
  }

  /// `q` matches numbers in any spelling, by six digits or more, and the start of a word in the
  /// name. It also matches whole words in messages between `since` and `until`.
  public record Words(String q, Instant since, @Nullable Instant until) {}

  /// Whether `after` was `next` of a page of the same list.
  public boolean hasOwnCursor() {
    return after == null || order().owns(after);
  }

  /// A filter of waiting chats is a view unless another one is chosen.
  View shown() {
    return Objects.requireNonNullElse(view, filter.waiting() ? View.WAITING : View.ALL);
  }

  ChatOrder order() {
    return filter.waiting() ? ChatOrder.QUEUE : shown().order;
  }
}
