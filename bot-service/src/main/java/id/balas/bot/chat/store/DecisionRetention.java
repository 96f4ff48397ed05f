package id.balas.bot.chat.store;

import id.balas.service.database.OldRows;
import id.balas.service.settings.InvalidSettingException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes decisions that are older than `balas.bot.keep-decisions`, except pending AI questions.
@Component
class DecisionRetention {

  private static final int BATCH = 5000;
  // Kafka keeps an input for 14 d. It can be redelivered as long, so its decision must be kept
  // longer.
  private static final Duration SHORTEST = Duration.ofDays(15);

  private static final String DELETE_OLD =
      """
      DELETE FROM bot.decisions
      WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM bot.decisions
        WHERE decided_at < :before AND outcome <> 'ASKED' AND (SELECT mine FROM turn)
        ORDER BY decided_at
        LIMIT :batch))
      """;

  private final OldRows decisions;
  private final Duration keep;
  private final Clock clock;

  DecisionRetention(
      JdbcClient jdbc, @Value("${balas.bot.keep-decisions}") Duration keep, Clock clock) {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new InvalidSettingException(
          "balas.bot.keep-decisions",
          "is shorter than Kafka's retention of inputs",
          "make it 15d or longer, such as 45d");
    }
    decisions = new OldRows(jdbc, "bot.decisions", BATCH, DELETE_OLD);
    this.keep = keep;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void deleteOld() {
    decisions.deleteBefore(clock.instant().minus(keep));
  }
}
