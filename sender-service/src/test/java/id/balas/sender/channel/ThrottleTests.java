package id.balas.sender.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTests {

  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  private final Throttle throttle = new Throttle();

  @Test
  void channelWithoutLimitIsNotSlowed() {
    throttle.called(START);
    throttle.answered();
    assertThat(throttle.until(START)).isNull();
  }

  @Test
  void limitPausesAndSpacesLaterCalls() {
    throttle.limited(START, null);
    assertThat(throttle.until(START)).isEqualTo(at(1000));
    assertThat(throttle.until(at(1000))).isNull();
    throttle.called(at(1000));
    assertThat(throttle.until(at(1000))).isEqualTo(at(2000));
    throttle.limited(at(1100), null);
    assertThat(throttle.until(at(1100))).isEqualTo(at(3100));
  }

  @Test
  void acceptedMessagesBringTheChannelBackToSpeed() {
    throttle.limited(START, null);
    for (int time = 1000; time < 1004; time++) {
      assertThat(throttle.until(at(time + 1000))).isNull();
      throttle.answered();
    }
    throttle.called(at(5000));
    assertThat(throttle.until(at(5000))).isNull();
  }

  @Test
  void callsInFlightReportOneLimit() {
    for (int call = 0; call < 8; call++) {
      throttle.limited(at(call), null);
    }
    assertThat(throttle.until(at(8))).isEqualTo(at(1007));
  }

  @Test
  void retryAfterIsKeptForSecondsButNotForHours() {
    throttle.limited(START, Duration.ofSeconds(5));
    assertThat(throttle.until(START)).isEqualTo(at(5_000));
    throttle.limited(at(5_000), Duration.ofHours(9));
    assertThat(throttle.until(at(5_000))).isEqualTo(at(15_000));
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
