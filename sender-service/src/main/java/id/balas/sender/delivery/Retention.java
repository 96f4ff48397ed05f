package id.balas.sender.delivery;

import id.balas.service.database.OldRows;
import id.balas.service.settings.InvalidSettingException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes deliveries that ended longer than `balas.sender.keep` ago. Open deliveries, and those
/// whose final status is not published, are kept.
@Component
class Retention {

  private static final int BATCH = 1000;

  // A delivery ends after its creation, so the indexed created_at narrows the search.
  private static final String DELETE =
      """
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

  private final OldRows deliveries;
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
    deliveries = new OldRows(jdbc, "sender.deliveries", BATCH, DELETE);
    this.keep = kept.keep();
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void deleteExpired() {
    deliveries.deleteBefore(clock.instant().minus(keep));
  }
}
