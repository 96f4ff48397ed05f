package id.balas.system.load.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MessageTimesTests {

  @Test
  void countsEachLatencyFromTheTimeAtWhichTheMessageWasDue() {
    var times = new MessageTimes(4);
    long[] due = {1_000_000, 2_000_000, 3_000_000, 0};
    long[] sent = {1_010_000, 2_030_000, 0, 0};
    System.arraycopy(due, 0, times.due, 0, due.length);
    System.arraycopy(sent, 0, times.sent, 0, sent.length);

    var latency = times.since(times.sent);

    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.p50()).isCloseTo(10, within(0.1));
    assertThat(latency.max()).isCloseTo(30, within(0.1));
    assertThat(times.seconds(times.sent)).isCloseTo(1.03, within(0.001));
  }
}
