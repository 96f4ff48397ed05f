package id.balas.whapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

  private static final Instant NOW = Instant.parse("2026-10-21T07:27:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | PT7S
          0                             | PT0S
           120                          | PT2M
          Wed, 21 Oct 2026 07:28:00 GMT | PT1M
          Wed, 21 Oct 2026 07:00:00 GMT | PT0S
          """)
  void readsTheWaitInSecondsAndAsADate(String header, Duration wait) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Wed, 99 Oct 2026 07:28:00 GMT"})
  void invalidHeaderGivesNoWait(String header) {
    assertThat(RetryAfter.of(header, NOW)).isNull();
  }
}
