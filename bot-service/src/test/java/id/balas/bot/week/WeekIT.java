package id.balas.bot.week;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.week.Week.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A simulated day in a form that fits a build. The week is `mvn -Pweek`.
@Tag("long")
class WeekIT {

  private static final Logger log = LoggerFactory.getLogger(WeekIT.class);
  private static final long SEED = 1;

  @Test
  void everyWaitIsSeenThroughADay() {
    try (var week = new Week(World.day(SEED, 500))) {
      Verdict verdict = week.run();
      log.info("{} in {}", verdict.summary(), verdict.took());
      assertThat(verdict.flaws()).isEmpty();
    }
  }
}
