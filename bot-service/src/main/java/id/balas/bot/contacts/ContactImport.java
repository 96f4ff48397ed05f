package id.balas.bot.contacts;

import id.balas.bot.contacts.store.ContactFields;
import id.balas.bot.contacts.store.NewContacts;
import id.balas.bot.database.Rows;
import id.balas.bot.history.ChangeNotifier;
import id.balas.events.value.ChatKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Imports contacts from a CSV file: all rows, or none if one has an error. The file is checked
/// before the transaction begins, so that it is short: new customers who write wait for its locks.
@Component
public class ContactImport {

  private static final int BATCH = 1000;

  // A contact that has two of the numbers gets the values of one of the rows.
  private static final String CHANGE =
      """
      UPDATE bot.contacts
      SET name = coalesce(row.name, contacts.name), language = coalesce(row.language, contacts.language),
        fields = contacts.fields || row.fields::jsonb, changed_by = ?, changed_at = now()
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS row (wa_id, name, language, fields)
      JOIN bot.contact_ids AS ids ON ids.wa_id = row.wa_id
      WHERE contacts.id = ids.contact_id
      """;

  private static final String CHATS =
      """
      SELECT DISTINCT one.channel, one.chat_id
      FROM bot.contact_ids AS row JOIN bot.contact_ids AS own ON own.contact_id = row.contact_id
      CROSS JOIN LATERAL (
        SELECT channel, chat_id FROM bot.chat_summaries WHERE chat_id = own.wa_id OFFSET 0) AS one
      WHERE row.wa_id = ANY (?::text[])
      """;

  /// What an import did, or would do. With errors, nothing is imported.
  @Schema(name = "ImportResult")
  public record Result(
      @Schema(description = "Valid rows", example = "120") int rows,
      @Schema(description = "New contacts; 0 in a dry run", example = "15") int added,
      @Schema(description = "At most 100") List<ImportError> errors) {}

  private final ContactFields fields;
  private final JdbcTemplate jdbc;
  private final NewContacts contacts;
  private final TransactionTemplate transaction;
  private final ChangeNotifier notifier;
  private final String countryCode;

  ContactImport(
      ContactFields fields,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ChangeNotifier notifier,
      @Value("${balas.bot.country-code}") String countryCode) {
    this.fields = fields;
    this.jdbc = jdbc;
    this.contacts = new NewContacts(jdbc);
    this.transaction = transaction;
    this.notifier = notifier;
    this.countryCode = countryCode;
  }

  public Result run(Reader in, boolean isDryRun, String by) throws IOException {
    var file = new ContactFile(countryCode, fields.all());
    file.read(in);
    List<ImportedContact> rows = new ArrayList<>(file.rows().values());
    if (isDryRun || !file.errors().isEmpty()) {
      return new Result(rows.size(), 0, file.errors());
    }
    Integer added = transaction.execute(_ -> write(rows, by));
    for (int i = 0; i < rows.size(); i += BATCH) {
      notifyPages(rows.subList(i, Math.min(rows.size(), i + BATCH)));
    }
    return new Result(rows.size(), added == null ? 0 : added, List.of());
  }

  private int write(List<ImportedContact> rows, String by) {
    int added = 0;
    for (int i = 0; i < rows.size(); i += BATCH) {
      List<ImportedContact> batch = rows.subList(i, Math.min(rows.size(), i + BATCH));
      TreeMap<String, @Nullable Instant> ids = new TreeMap<>();
      batch.forEach(row -> ids.put(row.whatsAppId(), null));
      added += contacts.add(ids);
      jdbc.update(
          CHANGE,
          by,
          Rows.column(batch, ImportedContact::whatsAppId),
          Rows.column(batch, ImportedContact::name),
          Rows.column(batch, ImportedContact::language),
          Rows.column(batch, ImportedContact::fields));
    }
    return added;
  }

  // The list of chats shows the names. After the transaction, and one by one: the projection locks
  // the same rows.
  private void notifyPages(List<ImportedContact> rows) {
    jdbc.query(
            CHATS,
            (row, _) -> new ChatKey(row.getString("channel"), row.getString("chat_id")),
            (Object) Rows.column(rows, ImportedContact::whatsAppId))
        .forEach(notifier::chatChanged);
  }
}
