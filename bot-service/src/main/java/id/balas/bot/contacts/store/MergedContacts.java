package id.balas.bot.contacts.store;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Merges the contacts of one customer, and separates those of two. Not derived from Kafka, so a
/// rebuild of the history changes nothing here.
public final class MergedContacts {

  private static final String LOCK =
      "SELECT id FROM bot.contacts WHERE id IN (?, ?) ORDER BY id FOR UPDATE";
  private static final String TAKE_OVER =
      """
      UPDATE bot.contacts AS kept
      SET name = coalesce(kept.name, other.name), language = coalesce(kept.language, other.language),
        fields = other.fields || kept.fields, first_seen = least(kept.first_seen, other.first_seen),
        created_at = least(kept.created_at, other.created_at),
        changed_by = coalesce(?, kept.changed_by, other.changed_by), changed_at = now()
      FROM bot.contacts AS other
      WHERE kept.id = ? AND other.id = ?
      """;
  private static final String MOVE_IDS =
      "UPDATE bot.contact_ids SET contact_id = ? WHERE contact_id = ?";
  private static final String DELETE = "DELETE FROM bot.contacts WHERE id = ?";
  private static final String OF_ID = "SELECT contact_id FROM bot.contact_ids WHERE wa_id = ?";
  // The contact keeps the phone number, so it is never left without an id.
  private static final String DETACH =
      """
      DELETE FROM bot.contact_ids AS hidden
      WHERE wa_id = ?
        AND EXISTS (SELECT FROM bot.contact_ids WHERE contact_id = hidden.contact_id AND wa_id LIKE '%@s.whatsapp.net')
      """;
  private static final String DETACH_FROM_OTHERS =
      DETACH
          + " AND NOT EXISTS (SELECT FROM bot.contact_ids WHERE contact_id = hidden.contact_id AND wa_id = ?)";
  private static final String ADD_ID =
      "INSERT INTO bot.contact_ids (wa_id, contact_id) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private final JdbcTemplate jdbc;
  private final NewContacts newContacts;

  public MergedContacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.newContacts = new NewContacts(jdbc);
  }

  /// Adds the ids and missing values of `other` to `kept` and deletes `other`. Returns false if one
  /// of them does not exist. Call it in a transaction.
  public boolean merge(UUID kept, UUID other, @Nullable String by) {
    List<UUID> both = jdbc.queryForList(LOCK, UUID.class, kept, other);
    if (both.size() < 2) {
      return false;
    }
    jdbc.update(TAKE_OVER, by, kept, other);
    jdbc.update(MOVE_IDS, kept, other);
    jdbc.update(DELETE, other);
    return true;
  }

  /// The hidden number and the phone number are one customer. If the hidden number was linked to
  /// another phone number, only the hidden number moves: these are two customers. Call it in a
  /// transaction.
  public void link(String hidden, String phone) {
    if (jdbc.update(DETACH_FROM_OTHERS, hidden, phone) > 0) {
      newContacts.add(Collections.singletonMap(phone, null));
    }
    List<UUID> ofPhone = jdbc.queryForList(OF_ID, UUID.class, phone);
    List<UUID> ofHidden = jdbc.queryForList(OF_ID, UUID.class, hidden);
    if (!ofPhone.isEmpty() && !ofHidden.isEmpty()) {
      if (!ofPhone.equals(ofHidden)) {
        merge(ofPhone.getFirst(), ofHidden.getFirst(), null);
      }
    } else if (!ofPhone.isEmpty()) {
      jdbc.update(ADD_ID, hidden, ofPhone.getFirst());
    } else if (!ofHidden.isEmpty()) {
      jdbc.update(ADD_ID, phone, ofHidden.getFirst());
    }
  }

  /// The hidden number belongs to no phone number any more. Its next message creates its contact.
  public void unlink(String hidden) {
    jdbc.update(DETACH, hidden);
  }
}
