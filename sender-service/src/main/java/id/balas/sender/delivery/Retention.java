package id.balas.sender.delivery;

import id.balas.service.settings.InvalidSettingException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes deliveries that ended longer than `balas.sender.keep` ago. Open deliveries, and those
/// whose final status is not published, are kept.
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 1000;

  // A delivery ends after its creation, so the indexed created_at narrows the search. The lock,
  // which ends with the statement, lets one instance delete at a time.
  private static final String DELETE =
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

  /// `keep` is the retention of deliveries that have ended.
  @ConfigurationProperties("balas.sender")
  record KeepProperties(@DefaultValue("45d") Duration keep) {}

  private final JdbcClient jdbc;
  private final Duration keep;
  private final Clock clock;

  Retention(JdbcClient jdbc, KeepProperties kept, SenderProperties settings, Clock clock) {
    // A message that is redelivered after its delivery was deleted would be sent again.
    if (kept.keep().compareTo(settings.tooOld()) <= 0) {
      throw new InvalidSettingException(
          "balas.sender.keep",
          "is not longer than balas.sender.too-old",
          "make it longer, such as 45d");
    }
    this.jdbc = jdbc;
    this.keep = kept.keep();
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void deleteExpired() {
    Instant before = clock.instant().minus(keep);
    int deleted = 0;
    try {
      int batch;
      do {
        batch =
            jdbc.sql(DELETE).param("before", Timestamp.from(before)).param("batch", BATCH).update();
        deleted += batch;
      } while (batch == BATCH);
    } catch (DataAccessException e) {
      log.warn("Failed to delete old deliveries: {}", e.toString());
    }
    if (deleted > 0) {
      log.info("Deleted {} deliveries that ended before {}", deleted, before);
    }
  }
}
