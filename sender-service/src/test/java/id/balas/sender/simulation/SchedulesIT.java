package id.balas.sender.simulation;

import org.junit.jupiter.api.Test;

/// The long run of [SchedulesTests]. `-Dbalas.schedules=1000000` runs more,
/// `-Dbalas.schedules.first=n` starts at n.
class SchedulesIT {

  private static final long FIRST = Long.getLong("balas.schedules.first", 0);
  private static final long COUNT = Long.getLong("balas.schedules", 100_000);

  @Test
  void messagesAreSentOnceAndInOrder() {
    Schedules.run(FIRST, COUNT);
  }
}
