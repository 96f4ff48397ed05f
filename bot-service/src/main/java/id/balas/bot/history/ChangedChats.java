package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/// The chats in which a stored message, a note or a label changed, for the streams. A number in the
/// message's own row would need an entry in each index of `bot.messages` for each status. What the
/// row of the chat does not show, such as a status, is in a table of its own: the streams then need
/// not read the row.
final class ChangedChats {

  private static final String ADD = addTo("changed_chats");
  private static final String ADD_MESSAGES = addTo("changed_messages");

  private final JdbcTemplate jdbc;

  ChangedChats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Sorted, so that transactions cannot deadlock.
  void add(Collection<ChatKey> sorted) {
    update(ADD, sorted);
  }

  /// Chats whose row is as it was.
  void addMessages(Collection<ChatKey> sorted) {
    update(ADD_MESSAGES, sorted);
  }

  private void update(String add, Collection<ChatKey> sorted) {
    if (!sorted.isEmpty()) {
      jdbc.update(add, Rows.column(sorted, ChatKey::channel), Rows.column(sorted, ChatKey::chatId));
    }
  }

  private static String addTo(String table) {
    return """
    INSERT INTO bot.%s (channel, chat_id)
    SELECT * FROM unnest(?::text[], ?::text[])
    ON CONFLICT (channel, chat_id) DO UPDATE
    SET changed_at = excluded.changed_at, seq = excluded.seq, changed_xid = excluded.changed_xid
    """
        .formatted(table);
  }
}
