package id.balas.bot.inbox;

import id.balas.bot.database.Where;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.inbox.ChatRows.Listed;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import java.util.Objects;
import java.util.regex.Pattern;

/// The orders of the chat list. Each has an index, and cursors with a prefix of their own.
enum ChatOrder {
  /// The latest message first. A chat also rises when a missing message is found.
  LATEST("", "", "greatest(s.last_at, s.filled_at) DESC, s.channel, s.chat_id"),
  /// Chats that wait for late messages alone come last. Then by priority, the longest wait first.
  QUEUE("queue", "[01][0-9]/", "c.waiting_late, c.priority, c.waiting_since, c.channel, c.chat_id"),
  /// The snooze that ends next first.
  WAKE("wake/", "", "c.snoozed_until, c.channel, c.chat_id"),
  /// What was resolved last first.
  RESOLVED("resolved/", "", "c.resolved_at DESC, c.channel, c.chat_id");

  static final String LISTED_AT = "greatest(s.last_at, s.filled_at)";

  final String sql;
  private final String prefix;
  // With a chat as [ChatPath] writes it.
  private final Pattern place;

  ChatOrder(String prefix, String rank, String sql) {
    this.prefix = prefix;
    this.place = Pattern.compile(prefix + rank + "[\\w.-]{1,64}:[\\w.+-]{1,100}@[a-z.]{1,30}");
    this.sql = sql;
  }

  Cursor after(Listed last) {
    return switch (this) {
      case LATEST -> new Cursor(last.details().last().listedAt(), last.details().id());
      case QUEUE ->
          new Cursor(
              Objects.requireNonNull(last.waitingSince()),
              prefix + (last.isLate() ? 1 : 0) + last.priority() + "/" + last.details().id());
      case WAKE ->
          new Cursor(Objects.requireNonNull(last.snoozedUntil()), prefix + last.details().id());
      case RESOLVED ->
          new Cursor(Objects.requireNonNull(last.resolvedAt()), prefix + last.details().id());
    };
  }

  /// False for a cursor of another list.
  boolean owns(Cursor cursor) {
    return place.matcher(cursor.id()).matches();
  }

  void continueAfter(Cursor cursor, Where where) {
    ChatKey last = ChatPath.parse(cursor.id().substring(cursor.id().indexOf('/') + 1));
    switch (this) {
      case LATEST -> descending(LISTED_AT, "s", cursor, last, where);
      case QUEUE -> {
        String place = cursor.id().substring(prefix.length());
        where.and(
            "(c.waiting_late, c.priority, c.waiting_since, c.channel, c.chat_id) > (?, ?, ?, ?, ?)",
            place.charAt(0) == '1',
            (short) (place.charAt(1) - '0'),
            cursor.at(),
            last.channel(),
            last.chatId());
      }
      case WAKE ->
          where.and(
              "(c.snoozed_until, c.channel, c.chat_id) > (?, ?, ?)",
              cursor.at(),
              last.channel(),
              last.chatId());
      case RESOLVED -> descending("c.resolved_at", "c", cursor, last, where);
    }
  }

  // The second condition is for the index.
  private static void descending(
      String time, String row, Cursor cursor, ChatKey last, Where where) {
    where.and(
        "(%1$s < ? OR (%1$s = ? AND (%2$s.channel, %2$s.chat_id) > (?, ?)))".formatted(time, row),
        cursor.at(),
        cursor.at(),
        last.channel(),
        last.chatId());
    where.and(time + " <= ?", cursor.at());
  }
}
