package id.balas.bot.history;

import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/// The chats in which a stored message, a note or a label changed, for the streams. A number in the
/// message's own row would need an entry in each index of `bot.messages` for each status.
final class ChangedChats {

  private static final String ADD =
      """
      INSERT INTO bot.changed_chats (channel, chat_id)
      SELECT * FROM unnest(?::text[], ?::text[])
      ON CONFLICT (channel, chat_id) DO UPDATE
      SET changed_at = excluded.changed_at, seq = excluded.seq, changed_xid = excluded.changed_xid
      """;

  private final JdbcTemplate jdbc;

  ChangedChats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Sorted, so that transactions cannot deadlock.
  void add(Collection<ChatKey> sorted) {
    if (!sorted.isEmpty()) {
      jdbc.update(ADD, Rows.column(sorted, ChatKey::channel), Rows.column(sorted, ChatKey::chatId));
    }
  }
}
