package id.balas.bot.history.queries;

import id.balas.bot.database.Where;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;

/// The place of a chat in the queue of waiting chats: chats that wait only for late messages come
/// last, then the longest wait first.
final class WaitingCursor {

  private static final String LATE = "late/";
  private static final String USUAL = "usual/";

  private WaitingCursor() {}

  static Cursor at(ChatDetails.WaitingDetails waiting, String id) {
    return new Cursor(waiting.since(), (waiting.reason().isLast() ? LATE : USUAL) + id);
  }

  /// False for a cursor of another list.
  static boolean isPlace(Cursor cursor) {
    return cursor.id().startsWith(LATE) || cursor.id().startsWith(USUAL);
  }

  static void after(Cursor cursor, Where where) {
    boolean isLate = cursor.id().startsWith(LATE);
    ChatKey last = ChatPath.parse(cursor.id().substring((isLate ? LATE : USUAL).length()));
    where.and(
        "(c.waiting_late, c.waiting_since, c.channel, c.chat_id) > (?, ?, ?, ?)",
        isLate,
        cursor.at(),
        last.channel(),
        last.chatId());
  }
}
