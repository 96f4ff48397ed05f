package id.balas.bot.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Scheduled work: turns unclaimed echoes into messages of another program, and deletes messages
/// older than `balas.bot.history.keep`.
@Component
class HistoryUpkeep {

  private static final Logger log = LoggerFactory.getLogger(HistoryUpkeep.class);
  private static final int BATCH = 5000;
  // Longer than Kafka keeps the message that an orphan could belong to.
  private static final Duration KEEP_ORPHANS = Duration.ofDays(30);

  // Rows are stored roughly in the order of sending, so the block range index (BRIN) finds the
  // oldest pages. Only one instance runs this at a time: the advisory lock ends with the statement.
  private static final String DELETE_OLD =
      """
      WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('bot.messages retention')) AS mine)
      DELETE FROM bot.messages
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.messages WHERE sent_at < ?::timestamptz AND (SELECT mine FROM turn) LIMIT ?))
      """;
  private static final String DELETE_OLD_CHATS =
      "DELETE FROM bot.chat_summaries WHERE last_at < ?::timestamptz";
  private static final String DELETE_OLD_ORPHANS =
      "DELETE FROM bot.message_orphans WHERE logged_at < ?::timestamptz";

  private final JdbcTemplate jdbc;
  private final Projection projection;
  private final HistoryProperties settings;
  private final Clock clock;

  HistoryUpkeep(JdbcTemplate jdbc, Projection projection, HistoryProperties settings, Clock clock) {
    this.jdbc = jdbc;
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
    String before = now.minus(settings.keep()).toString();
    int deleted = 0;
    try {
      int batch;
      do {
        batch = jdbc.update(DELETE_OLD, before, BATCH);
        deleted += batch;
      } while (batch == BATCH);
      jdbc.update(DELETE_OLD_CHATS, before);
      jdbc.update(DELETE_OLD_ORPHANS, now.minus(KEEP_ORPHANS).toString());
    } catch (DataAccessException e) {
      log.warn("Could not delete old messages, continuing later: {}", e.toString());
    }
    if (deleted > 0) {
      log.info("Deleted {} messages sent before {}", deleted, before);
    }
  }
}
