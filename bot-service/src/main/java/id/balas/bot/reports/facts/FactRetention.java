package id.balas.bot.reports.facts;

import id.balas.service.database.OldRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes facts that are older than the topics: the figures of their days are final, because
/// nothing can be read again that would change them.
@Component
public class FactRetention {

  private static final int BATCH = 5000;
  // Kafka keeps chat-changes for 45 days.
  static final Duration KEEP = Duration.ofDays(60);

  private final List<OldRows> old;
  private final Clock clock;

  FactRetention(JdbcClient jdbc, Clock clock) {
    this.old =
        List.of(
            old(jdbc, "bot.report_conversations", "changed_at"),
            old(jdbc, "bot.report_waits", "changed_at"),
            old(jdbc, "bot.report_answers", "coalesce(created_at, accepted_at, failed_at)"),
            old(jdbc, "bot.report_misses", "missed_at"));
    this.clock = clock;
  }

  private static OldRows old(JdbcClient jdbc, String table, String age) {
    return new OldRows(
        jdbc,
        table,
        BATCH,
        """
        DELETE FROM %1$s
        WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s WHERE %2$s < :before AND (SELECT mine FROM turn) ORDER BY %2$s LIMIT :batch))
        """
            .formatted(table, age));
  }

  /// The first day that has all its facts. It begins up to 14 hours before that of UTC.
  public static LocalDate firstDay(Instant now) {
    return LocalDate.ofInstant(now.minus(KEEP), ZoneOffset.UTC).plusDays(2);
  }

  @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT1H")
  void deleteOld() {
    old.forEach(rows -> rows.deleteBefore(clock.instant().minus(KEEP)));
  }
}
