package id.balas.sender.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Backoff longest = new Backoff(FIRST, LONGEST, new Extreme(true));
  private final Backoff shortest = new Backoff(FIRST, LONGEST, new Extreme(false));

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "9, 256", "10, 300", "1000000, 300"})
  void limitDoublesUpToTheLongestWait(int tries, long seconds) {
    assertThat(longest.after(tries)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void jitterIsUniformUpToTheLimit() {
    assertThat(shortest.after(9)).isZero();
  }

  @Test
  void longerRetryAfterIsHonoured() {
    assertThat(shortest.after(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(longest.after(4, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(8));
    assertThat(longest.after(2, null)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void longestWaitLimitsRetryAfter() {
    assertThat(shortest.after(1, Duration.ofDays(11))).isEqualTo(LONGEST);
  }

  private record Extreme(boolean most) implements RandomGenerator {

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("only within a bound");
    }

    @Override
    public long nextLong(long bound) {
      return most ? bound - 1 : 0;
    }
  }
}
