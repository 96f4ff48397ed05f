package id.balas.sender.delivery;

import org.junit.jupiter.api.Test;

/// Random schedules of the core: failures, rebalances, slow chats, parked chats, processes that
/// stand still or die. None may lose, double or reorder a message. `-Dbalas.schedules=1000000` runs
/// more, `-Dbalas.schedules.first=n` begins there.
class SchedulesTests {

  private static final long FIRST = Long.getLong("balas.schedules.first", 0);
  private static final long COUNT = Long.getLong("balas.schedules", 100_000);

  @Test
  void keepTheOrderLoseNothingAndDoubleNothing() {
    for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
      try {
        new Schedule(seed).run();
      } catch (RuntimeException e) {
        throw new AssertionError(
            "schedule %d; alone: -Dtest=SchedulesTests -Dbalas.schedules=1 -Dbalas.schedules.first=%d"
                .formatted(seed, seed),
            e);
      }
    }
  }
}
