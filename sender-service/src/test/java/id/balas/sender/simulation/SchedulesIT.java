package id.balas.sender.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The schedules after those of [SchedulesTests]. Each fault of [MutationsIT] is found by one of
/// the first 100. `-Dbalas.schedules=1000000` runs more, `-Dbalas.schedules.first=n` starts at n.
@Tag("long")
class SchedulesIT {

  private static final long FIRST = Long.getLong("balas.schedules.first", 2_000);
  private static final long COUNT = Long.getLong("balas.schedules", 18_000);

  @Test
  void messagesAreSentOnceAndInOrder() {
    Schedules.run(FIRST, COUNT);
  }
}
