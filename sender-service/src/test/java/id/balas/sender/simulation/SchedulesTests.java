package id.balas.sender.simulation;

import org.junit.jupiter.api.Test;

class SchedulesTests {

  private static final long COUNT = 2_000;

  @Test
  void messagesAreSentOnceAndInOrder() {
    Schedules.run(0, COUNT);
  }
}
