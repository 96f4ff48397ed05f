package id.balas.bot.history;

import id.balas.bot.contacts.store.ContactRetention;
import id.balas.service.database.OldRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Scheduled work: turns unclaimed echoes into messages of another program, and deletes messages,
/// chats and their contacts that are older than `balas.bot.history.keep`.
@Component
class HistoryUpkeep {

  private static final Logger log = LoggerFactory.getLogger(HistoryUpkeep.class);
  private static final int BATCH = 5000;
  // Longer than Kafka keeps the message that an orphan could belong to.
  private static final Duration KEEP_ORPHANS = Duration.ofDays(30);

  private static final String DELETE_OLD =
      """
      DELETE FROM bot.messages
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.messages
        WHERE sent_at < :before AND (SELECT mine FROM turn)
        ORDER BY sent_at
        LIMIT :batch))
      """;
  private static final String DELETE_OLD_CHATS =
      "DELETE FROM bot.chat_summaries WHERE last_at < ?::timestamptz RETURNING chat_id";
  private static final String DELETE_OLD_ORPHANS =
      "DELETE FROM bot.message_orphans WHERE logged_at < ?::timestamptz";

  private final JdbcClient jdbc;
  private final OldRows messages;
  private final List<OldRows> changes;
  private final ContactRetention contacts;
  private final Projection projection;
  private final HistoryProperties settings;
  private final Clock clock;

  HistoryUpkeep(
      JdbcClient jdbc,
      JdbcTemplate template,
      Projection projection,
      HistoryProperties settings,
      Clock clock) {
    this.jdbc = jdbc;
    contacts = new ContactRetention(template);
    messages = new OldRows(jdbc, "bot.messages", BATCH, DELETE_OLD);
    changes =
        Stream.of("bot.changed_chats", "bot.changed_messages")
            .map(table -> new OldRows(jdbc, table, BATCH, deleteOldChanges(table)))
            .toList();
    this.projection = projection;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT10S")
  void storeUnclaimed() {
    try {
      projection.storeUnclaimed(clock.instant().minus(settings.unclaimedAfter()));
    } catch (DataAccessException e) {
      log.warn("Could not store unclaimed echoes, continuing later: {}", e.toString());
    }
  }

  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT10M")
  void deleteOld() {
    Instant now = clock.instant();
    Instant before = now.minus(settings.keep());
    messages.deleteBefore(before);
    changes.forEach(rows -> rows.deleteBefore(before));
    try {
      contacts.delete(
          jdbc.sql(DELETE_OLD_CHATS).param(before.toString()).query(String.class).list(), before);
      jdbc.sql(DELETE_OLD_ORPHANS).param(now.minus(KEEP_ORPHANS).toString()).update();
    } catch (DataAccessException e) {
      log.warn("Could not delete old chats and orphans, continuing later: {}", e.toString());
    }
  }

  // Oldest first, by the index of the streams.
  private static String deleteOldChanges(String table) {
    return """
    DELETE FROM %1$s
    WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM (SELECT ctid, changed_at FROM %1$s ORDER BY changed_xid, seq LIMIT :batch) AS oldest
      WHERE changed_at < :before AND (SELECT mine FROM turn)))
    """
        .formatted(table);
  }
}
