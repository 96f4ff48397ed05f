package id.balas.bot.contacts.store;

import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Creates a contact for each WhatsApp id that has none. The id is the same in all channels, so the
/// chats of a customer in several channels belong to one contact.
public final class NewContacts {

  // Sorted, so that concurrent transactions lock the ids in one order.
  private static final String ADD =
      """
      WITH made AS MATERIALIZED (
        SELECT wa_id, seen, gen_random_uuid() AS id
        FROM unnest(?::text[], ?::timestamptz[]) AS new (wa_id, seen)
        WHERE NOT EXISTS (SELECT FROM bot.contact_ids AS known WHERE known.wa_id = new.wa_id)
        ORDER BY wa_id),
      ids AS (
        INSERT INTO bot.contact_ids (wa_id, contact_id) SELECT wa_id, id FROM made
        ON CONFLICT DO NOTHING RETURNING contact_id)
      INSERT INTO bot.contacts (id, first_seen)
      SELECT id, seen FROM made WHERE id IN (SELECT contact_id FROM ids)
      """;

  private final JdbcTemplate jdbc;

  public NewContacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// `chats` are chats with the time of their first message. Groups and broadcasts get no contact.
  public void of(Map<ChatKey, Instant> chats) {
    Map<String, @Nullable Instant> ids = new TreeMap<>();
    chats.forEach((chat, seen) -> {
      if (chat.isPrivate()) {
        ids.merge(chat.chatId(), seen, (one, other) -> one.isBefore(other) ? one : other);
      }
    });
    add(ids);
  }

  /// Returns the number of new contacts. A null time is that of a customer without messages.
  public int add(Map<String, @Nullable Instant> sortedIds) {
    if (sortedIds.isEmpty()) {
      return 0;
    }
    List<Map.Entry<String, @Nullable Instant>> entries = new ArrayList<>(sortedIds.entrySet());
    return jdbc.update(
        ADD, Rows.column(entries, Map.Entry::getKey), Rows.column(entries, Map.Entry::getValue));
  }
}
