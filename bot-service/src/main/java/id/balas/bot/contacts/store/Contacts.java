package id.balas.bot.contacts.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Changes of contacts by users.
@Repository
public class Contacts {

  // An empty text removes the name or the language. A field with the value null is removed.
  private static final String CHANGE =
      """
      UPDATE bot.contacts
      SET name = nullif(coalesce(?, name), ''), language = nullif(coalesce(?, language), ''),
        fields = jsonb_strip_nulls(fields || ?::jsonb), changed_by = ?, changed_at = now()
      WHERE id = ?
      """;

  private final JdbcTemplate jdbc;
  private final MergedContacts merged;

  Contacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.merged = new MergedContacts(jdbc);
  }

  /// A null name or language stays; an empty one is removed. `fields` is a JSON object; a field
  /// with null is removed. Returns false if there is no such contact.
  public boolean change(
      UUID id, @Nullable String name, @Nullable String language, String fields, String by) {
    return jdbc.update(CHANGE, name, language, fields, by, id) == 1;
  }

  /// Returns false if one of them does not exist.
  @Transactional
  public boolean merge(UUID kept, UUID other, String by) {
    return merged.merge(kept, other, by);
  }
}
