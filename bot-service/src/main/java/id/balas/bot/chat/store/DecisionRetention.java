package id.balas.bot.chat.store;

import id.balas.service.settings.InvalidSettingException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes decisions that are older than `balas.bot.keep-decisions`, except pending AI questions.
@Component
class DecisionRetention {

  private static final Logger log = LoggerFactory.getLogger(DecisionRetention.class);
  private static final int BATCH = 5000;
  // Kafka keeps an input for 14 d. It can be redelivered as long, so its decision must be kept
  // longer.
  private static final Duration SHORTEST = Duration.ofDays(15);

  // Rows are stored in the order of decision, so the block range index (BRIN) finds the oldest
  // pages. Only one instance runs this at a time: the advisory lock ends with the statement.
  private static final String DELETE_OLD =
      """
      WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('bot.decisions retention')) AS mine)
      DELETE FROM bot.decisions
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.decisions
        WHERE decided_at < ? AND outcome <> 'ASKED' AND (SELECT mine FROM turn)
        LIMIT ?))
      """;

  private final JdbcTemplate jdbc;
  private final Duration keep;
  private final Clock clock;

  DecisionRetention(
      JdbcTemplate jdbc, @Value("${balas.bot.keep-decisions}") Duration keep, Clock clock) {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new InvalidSettingException(
          "balas.bot.keep-decisions",
          "is shorter than Kafka's retention of inputs",
          "make it 15d or longer, such as 45d");
    }
    this.jdbc = jdbc;
    this.keep = keep;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void deleteOld() {
    Instant before = clock.instant().minus(keep);
    int deleted = 0;
    try {
      int batch;
      do {
        batch = jdbc.update(DELETE_OLD, Timestamp.from(before), BATCH);
        deleted += batch;
      } while (batch == BATCH);
    } catch (DataAccessException e) {
      log.warn("Could not delete old decisions, continuing later: {}", e.toString());
    }
    if (deleted > 0) {
      log.info("Deleted {} decisions made before {}", deleted, before);
    }
  }
}
