package id.balas.bot.contacts.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/// Deletes contacts whose chats are deleted, unless a user changed or imported them lately.
public final class ContactRetention {

  private static final String WITHOUT_CHAT =
      """
      AND (changed_by IS NULL OR changed_at < ?)
        AND NOT EXISTS (
          SELECT FROM bot.contact_ids AS own JOIN bot.chat_summaries ON chat_id = own.wa_id
          WHERE own.contact_id = contacts.id)
      """;
  private static final String DELETE_OF_CHATS =
      """
      DELETE FROM bot.contacts
      WHERE id IN (SELECT contact_id FROM bot.contact_ids WHERE wa_id = ANY (?))
      """
          + WITHOUT_CHAT;
  private static final String DELETE_EDITED =
      "DELETE FROM bot.contacts WHERE changed_by IS NOT NULL " + WITHOUT_CHAT;

  private final JdbcTemplate jdbc;

  public ContactRetention(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// `deletedChats` are the ids of chats that were just deleted.
  public void delete(Collection<String> deletedChats, Instant before) {
    Timestamp time = Timestamp.from(before);
    if (!deletedChats.isEmpty()) {
      jdbc.update(DELETE_OF_CHATS, deletedChats.toArray(String[]::new), time);
    }
    jdbc.update(DELETE_EDITED, time);
  }
}
