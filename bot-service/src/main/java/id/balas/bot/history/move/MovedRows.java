package id.balas.bot.history.move;

import org.springframework.jdbc.core.JdbcTemplate;

/// The statements that move the rows of one chat to another chat of the same channel.
final class MovedRows {

  // The later mark, moved back so that no message that is unread in its own chat becomes read. It
  // counts as set when the first of the two was, so that no message found since becomes read.
  private static final String MARK =
      """
      WITH both_chats AS (
        SELECT mark.read_up_to, mark.marked_by, mark.marked_at,
          (SELECT min(sent_at) FROM bot.messages
           WHERE channel = ids.channel AND chat_id = ids.chat_id AND author = 'CUSTOMER'
             AND sent_at > coalesce(mark.read_up_to, '-infinity')) AS first_unread
        FROM (VALUES (?, ?), (?, ?)) AS ids (channel, chat_id)
        LEFT JOIN bot.read_marks AS mark USING (channel, chat_id))
      INSERT INTO bot.read_marks AS mark (channel, chat_id, read_up_to, marked_by, marked_at)
      SELECT ?, ?, least(max(read_up_to), min(first_unread) - interval '1 microsecond'), max(marked_by), min(marked_at)
      FROM both_chats
      HAVING max(read_up_to) IS NOT NULL
      ON CONFLICT (channel, chat_id) DO UPDATE SET read_up_to = excluded.read_up_to, marked_at = excluded.marked_at
      """;

  // The same for the marks of each user who has one in either chat.
  private static final String USER_MARKS =
      """
      WITH both_chats AS (
        SELECT person.username, mark.read_up_to, mark.marked_at,
          (SELECT min(sent_at) FROM bot.messages
           WHERE channel = ids.channel AND chat_id = ids.chat_id AND author = 'CUSTOMER'
             AND sent_at > coalesce(mark.read_up_to, '-infinity')) AS first_unread
        FROM (VALUES (?, ?), (?, ?)) AS ids (channel, chat_id)
        CROSS JOIN (
          SELECT DISTINCT username FROM bot.user_read_marks WHERE channel = ? AND chat_id IN (?, ?)) AS person
        LEFT JOIN bot.read_marks AS shared USING (channel, chat_id)
        LEFT JOIN bot.user_read_marks AS own USING (username, channel, chat_id)
        CROSS JOIN LATERAL (
          SELECT CASE WHEN own.marked_at >= shared.marked_at THEN own.read_up_to
              ELSE greatest(own.read_up_to, shared.read_up_to) END AS read_up_to,
            greatest(own.marked_at, shared.marked_at) AS marked_at) AS mark)
      INSERT INTO bot.user_read_marks (username, channel, chat_id, read_up_to, marked_at)
      SELECT username, ?, ?, least(max(read_up_to), min(first_unread) - interval '1 microsecond'), min(marked_at)
      FROM both_chats
      GROUP BY username
      HAVING max(read_up_to) IS NOT NULL
      ON CONFLICT (username, channel, chat_id) DO UPDATE
      SET read_up_to = excluded.read_up_to, marked_at = excluded.marked_at, seq = excluded.seq,
        changed_xid = excluded.changed_xid
      """;

  private static final String DELETE_COPIES =
      """
      DELETE FROM bot.messages AS copy
      WHERE channel = ? AND chat_id = ?
        AND EXISTS (SELECT FROM bot.messages WHERE channel = copy.channel AND id = copy.id AND chat_id = ?)
      """;
  // In a chat of two, reactions and votes of the customer are under the chat id.
  private static final String RENAMED =
      """
      CASE WHEN jsonb_exists(%1$s, ids.hidden)
        THEN %1$s - ids.hidden || jsonb_build_object(ids.phone, %1$s -> ids.hidden) ELSE %1$s END\
      """;
  private static final String MESSAGES =
      """
      UPDATE bot.messages AS m
      SET chat_id = ids.phone, reactions = %s, votes = %s, seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      FROM (SELECT ?::text AS phone, ?::text AS channel, ?::text AS hidden) AS ids
      WHERE m.channel = ids.channel AND m.chat_id = ids.hidden
      """
          .formatted(RENAMED.formatted("reactions"), RENAMED.formatted("votes"));

  // A chat that was cleared shows its earlier messages as deleted. That must not apply to the
  // messages of the other chat, so each message gets its own mark.
  private static final String DELETE_CLEARED =
      """
      UPDATE bot.messages AS message
      SET deleted_at = summary.cleared_at
      FROM bot.chat_summaries AS summary
      WHERE summary.channel = ? AND summary.chat_id IN (?, ?)
        AND message.channel = summary.channel AND message.chat_id = summary.chat_id
        AND message.deleted_at IS NULL AND message.logged_at < summary.cleared_at
      """;
  private static final String NOT_CLEARED =
      """
      UPDATE bot.chat_summaries
      SET cleared_at = NULL
      WHERE channel = ? AND chat_id IN (?, ?) AND cleared_at IS NOT NULL
      """;
  private static final String ORPHAN_COPIES =
      """
      DELETE FROM bot.message_orphans AS copy
      WHERE channel = ? AND chat_id = ?
        AND EXISTS (SELECT FROM bot.message_orphans WHERE channel = copy.channel AND about_id = copy.about_id
          AND chat_id = ? AND digest = copy.digest)
      """;
  private static final String LABELS =
      """
      INSERT INTO bot.chat_labels (label_id, channel, chat_id)
      SELECT label_id, channel, ? FROM bot.chat_labels WHERE channel = ? AND chat_id = ?
      ON CONFLICT DO NOTHING
      """;

  // The other chat has its own copy of a conversation that it took over. It did not take over the
  // others, so they have ended.
  private static final String CONVERSATION_COPIES =
      """
      DELETE FROM bot.conversations AS copy
      WHERE channel = ? AND chat_id = ?
        AND EXISTS (SELECT FROM bot.conversations WHERE channel = copy.channel AND chat_id = ? AND id = copy.id)
      """;
  private static final String CONVERSATIONS =
      """
      UPDATE bot.conversations
      SET chat_id = ?, status = 'RESOLVED', resolved_at = coalesce(resolved_at, changed_at)
      WHERE channel = ? AND chat_id = ?
      """;

  private MovedRows() {}

  /// Must run before the messages move.
  static void readMarks(JdbcTemplate jdbc, String channel, String from, String to) {
    jdbc.update(USER_MARKS, channel, from, channel, to, channel, from, to, channel, to);
    delete(jdbc, "bot.user_read_marks", channel, from);
    jdbc.update(MARK, channel, from, channel, to, channel, to);
    delete(jdbc, "bot.read_marks", channel, from);
  }

  /// Returns whether there were messages to move.
  static boolean messages(JdbcTemplate jdbc, String channel, String from, String to) {
    jdbc.update(DELETE_CLEARED, channel, from, to);
    jdbc.update(NOT_CLEARED, channel, from, to);
    int copies = jdbc.update(DELETE_COPIES, channel, from, to);
    return copies + jdbc.update(MESSAGES, to, channel, from) > 0;
  }

  static void others(JdbcTemplate jdbc, String channel, String from, String to) {
    jdbc.update(ORPHAN_COPIES, channel, from, to);
    move(jdbc, "bot.message_orphans", channel, from, to);
    move(jdbc, "bot.notes", channel, from, to);
    move(jdbc, "bot.mentions", channel, from, to);
    move(jdbc, "bot.scheduled_replies", channel, from, to);
    jdbc.update(CONVERSATION_COPIES, channel, from, to);
    jdbc.update(CONVERSATIONS, to, channel, from);
    jdbc.update(LABELS, to, channel, from);
    delete(jdbc, "bot.chat_labels", channel, from);
    delete(jdbc, "bot.chat_summaries", channel, from);
  }

  private static void move(
      JdbcTemplate jdbc, String table, String channel, String from, String to) {
    String update = "UPDATE " + table + " SET chat_id = ? WHERE channel = ? AND chat_id = ?";
    jdbc.update(update, to, channel, from);
  }

  private static void delete(JdbcTemplate jdbc, String table, String channel, String chatId) {
    jdbc.update("DELETE FROM " + table + " WHERE channel = ? AND chat_id = ?", channel, chatId);
  }
}
