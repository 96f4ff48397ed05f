package id.balas.sender.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTests {

  @ParameterizedTest(name = "{0} in {1}: at {2} until {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # over midnight, in a zone without summer time
          22:00-07:00             | Asia/Jakarta  | 2026-11-20T14:59:59.999Z | -
          22:00-07:00             | Asia/Jakarta  | 2026-11-20T15:00:00Z     | 2026-11-21T00:00:00Z
          22:00-07:00             | Asia/Jakarta  | 2026-11-20T23:59:59.999Z | 2026-11-21T00:00:00Z
          22:00-07:00             | Asia/Jakarta  | 2026-11-21T00:00:00Z     | -
          # several a day; the later is written first
          22:00-07:00,12:00-13:00 | Asia/Jakarta  | 2026-11-20T05:30:00Z     | 2026-11-20T06:00:00Z
          22:00-07:00,12:00-13:00 | Asia/Jakarta  | 2026-11-20T06:00:00Z     | -
          # one begins where, or before, another ends
          20:00-00:00,00:00-07:00 | Asia/Jakarta  | 2026-11-20T13:00:00Z     | 2026-11-21T00:00:00Z
          01:00-05:00,22:00-02:00 | Asia/Jakarta  | 2026-11-20T15:30:00Z     | 2026-11-20T22:00:00Z
          # the night in which the clock is set forward has an hour less
          22:00-07:00             | Europe/Berlin | 2026-03-28T21:00:00Z     | 2026-03-29T05:00:00Z
          22:00-07:00             | Europe/Berlin | 2026-03-28T20:59:59Z     | -
          # 02:30 does not come that night: until the clock is set
          22:00-02:30             | Europe/Berlin | 2026-03-29T00:59:59Z     | 2026-03-29T01:00:00Z
          22:00-02:30             | Europe/Berlin | 2026-03-29T01:00:00Z     | -
          02:15-02:45             | Europe/Berlin | 2026-03-29T01:00:00Z     | -
          # the night in which it is set back has an hour more
          22:00-07:00             | Europe/Berlin | 2026-10-24T20:00:00Z     | 2026-10-25T06:00:00Z
          # 02:30 comes twice: the second counts for an end, the first for a beginning
          22:00-02:30             | Europe/Berlin | 2026-10-25T00:45:00Z     | 2026-10-25T01:30:00Z
          22:00-02:30             | Europe/Berlin | 2026-10-25T01:30:00Z     | -
          02:30-05:00             | Europe/Berlin | 2026-10-25T00:30:00Z     | 2026-10-25T04:00:00Z
          """)
  void quietHoursFollowLocalTime(String hours, String zone, Instant now, @Nullable Instant until) {
    assertThat(QuietHours.parse(hours, ZoneId.of(zone)).until(now)).isEqualTo(until);
  }

  @Test
  void emptySettingMeansNoQuietHours() {
    assertThat(QuietHours.parse("", ZoneId.of("UTC")).until(Instant.EPOCH)).isNull();
  }

  @Test
  void spacesAreAllowed() {
    assertThat(QuietHours.parse(" 22:00 - 07:00 ,", ZoneId.of("UTC")).intervals())
        .containsExactly(new QuietHours.Interval(LocalTime.of(22, 0), LocalTime.of(7, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22-7",
        "22:00",
        "22:00-25:00",
        "22:00-07:00-08:00",
        "07:00-07:00",
        "07:00 - 07:00",
        "night"
      })
  void invalidIntervalsAreRejected(String written) {
    assertThatThrownBy(() -> QuietHours.parse(written, ZoneId.of("UTC")))
        .hasMessage("is not like 22:00-07:00,12:00-13:00");
  }
}
