package id.balas.bot.contacts.store;

import java.sql.Array;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The definitions of custom fields.
@Repository
public class ContactFields {

  /// The most fields that may be defined.
  public static final int MOST = 50;

  private static final String PUT =
      """
      INSERT INTO bot.contact_fields (key, name, kind, choices) VALUES (?, ?, ?, ?::text[])
      ON CONFLICT (key) DO UPDATE SET name = excluded.name, choices = excluded.choices
      WHERE contact_fields.kind = excluded.kind
      """;
  // The driver reads `@??` as the operator `@?`.
  private static final String FORGET =
      """
      UPDATE bot.contacts SET fields = fields - ?
      WHERE fields <> '{}' AND fields @?? ('$.' || ?)::jsonpath
      """;

  private final JdbcTemplate jdbc;

  ContactFields(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// In the order in which they were defined.
  public List<ContactField> all() {
    return jdbc.query(
        "SELECT key, name, kind, choices FROM bot.contact_fields ORDER BY created_at, key",
        (row, _) -> {
          Array choices = row.getArray("choices");
          return new ContactField(
              row.getString("key"),
              row.getString("name"),
              ContactField.Kind.valueOf(row.getString("kind")),
              List.of((String[]) choices.getArray()));
        });
  }

  public Optional<ContactField> find(String key) {
    return all().stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /// Adds or changes a definition. Returns false if the field exists with another kind.
  public boolean put(ContactField field) {
    return jdbc.update(
            PUT,
            field.key(),
            field.name(),
            field.kind().name(),
            field.choices().toArray(String[]::new))
        == 1;
  }

  /// Also deletes its values. Returns false if there is no such field.
  @Transactional
  public boolean delete(String key) {
    jdbc.update(FORGET, key, key);
    return jdbc.update("DELETE FROM bot.contact_fields WHERE key = ?", key) == 1;
  }
}
