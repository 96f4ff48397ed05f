package id.balas.sender.delivery;

import id.balas.service.settings.InvalidSettingException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets deliveries go that ended `balas.sender.keep` ago. One that is open, or whose end was not
/// announced yet, stays however old it is.
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 1000;

  // Nothing ends before it was written, so created_at, which has an index, narrows it down. One
  // instance at a time: the
  // lock ends with the statement.
  private static final String FORGET =
      """
      WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('sender.deliveries retention')) AS mine)
      DELETE FROM sender.deliveries
      WHERE outbound_id IN (
        SELECT outbound_id FROM sender.deliveries
        WHERE created_at < :before AND finished_at < :before AND log_partition IS NULL
          AND state IN ('ACCEPTED', 'FAILED', 'DROPPED') AND (SELECT mine FROM turn)
        ORDER BY created_at
        LIMIT :batch
        FOR UPDATE SKIP LOCKED)
      """;

  private final JdbcClient jdbc;
  private final SenderProperties settings;
  private final Clock clock;

  Retention(JdbcClient jdbc, SenderProperties settings, Clock clock) {
    // A message that comes again after its delivery was forgotten would be sent again.
    if (settings.keep().compareTo(settings.tooOld()) <= 0) {
      throw new InvalidSettingException(
          "balas.sender.keep",
          "is not longer than balas.sender.too-old",
          "make it longer, such as 45d");
    }
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void forget() {
    Instant before = clock.instant().minus(settings.keep());
    int forgotten = 0;
    try {
      int batch;
      do {
        batch =
            jdbc.sql(FORGET).param("before", Timestamp.from(before)).param("batch", BATCH).update();
        forgotten += batch;
      } while (batch == BATCH);
    } catch (DataAccessException e) {
      log.warn("Old deliveries are forgotten later: {}", e.toString());
    }
    if (forgotten > 0) {
      log.info("Forgot {} deliveries that ended before {}", forgotten, before);
    }
  }
}
