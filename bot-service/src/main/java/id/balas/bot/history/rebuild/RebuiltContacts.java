package id.balas.bot.history.rebuild;

import id.balas.bot.contacts.store.NewContacts;
import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// Contacts of the chats that a rebuild adds. The live projection creates a contact only with a new
/// message, and a customer without a contact cannot be blocked.
final class RebuiltContacts {

  private static final int BATCH = 1000;

  private static final String MISSING =
      """
      SELECT s.channel, s.chat_id, coalesce(
        (SELECT m.sent_at FROM bot.messages m WHERE m.channel = s.channel AND m.chat_id = s.chat_id
         ORDER BY m.sent_at LIMIT 1), s.last_at) AS seen
      FROM bot.rebuilt_cover AS cover
      JOIN bot.chat_summaries AS s USING (channel, chat_id)
      WHERE NOT EXISTS (SELECT FROM bot.contact_ids AS known WHERE known.wa_id = s.chat_id)
      """;

  private final JdbcTemplate rows;
  private final NewContacts contacts;

  /// `rows` fetches in portions.
  RebuiltContacts(JdbcTemplate jdbc, JdbcTemplate rows) {
    this.rows = rows;
    this.contacts = new NewContacts(jdbc);
  }

  /// Call it after the rows of all chats are recomputed.
  void add() {
    Map<ChatKey, Instant> chats = new HashMap<>();
    rows.query(
        MISSING,
        row -> {
          chats.put(
              new ChatKey(row.getString("channel"), row.getString("chat_id")),
              Rows.requiredInstant(row, "seen"));
          if (chats.size() == BATCH) {
            contacts.of(chats);
            chats.clear();
          }
        });
    contacts.of(chats);
  }
}
