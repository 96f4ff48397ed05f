package id.balas.sender.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.sender.pacing.Limit.Period;
import id.balas.sender.queue.SendPermits.Obstacle;
import id.balas.service.settings.InvalidSettingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PacingPolicyTests {

  private static final Instant NOW = Instant.parse("2026-11-20T03:14:24.500Z");

  @Test
  void defaultLimitsSuitASupportChannel() {
    assertThat(policy(Map.of()).limits(NOW))
        .extracting(Limit::description)
        .containsExactly("5 per second", "120 per minute");
  }

  @Test
  void disabledPacingHasNoLimits() {
    PacingPolicy off =
        policy(
            Map.of("enabled", "false", "quiet-hours", "00:00-12:00,12:00-00:00", "warm-up", "1"));
    assertThat(off.hasLimits()).isFalse();
    assertThat(off.quiet(NOW)).isNull();
  }

  @Test
  void channelSettingsOverrideGeneralOnes() {
    PacingProperties settings =
        settings(Map.of("per-day", "900", "channels.sales.per-minute", "20"));
    assertThat(settings.of("sales").limits(NOW))
        .extracting(Limit::description)
        .containsExactly("5 per second", "20 per minute", "900 per day");
    assertThat(settings.of("default").limits(NOW))
        .extracting(Limit::description)
        .contains("120 per minute");
  }

  @ParameterizedTest(name = "at {0} by day {1} at most {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-10-31T12:00:00Z,    0, 20",
        "2026-10-31T17:00:00Z,    0, 20",
        "2026-11-01T16:59:59.999Z,0, 20",
        "2026-11-01T17:00:00Z,    0, 50",
        "2026-11-03T16:59:59Z,    0, 100",
        "2026-11-03T17:00:00Z,    0, -",
        "2026-11-03T17:00:00Z,  400, 400",
        "2026-11-02T17:00:00Z,   60, 60"
      })
  void warmUpFollowsLocalDays(Instant now, int perDay, @Nullable Integer most) {
    PacingPolicy policy =
        policy(
            Map.of(
                "per-second",
                "0",
                "per-minute",
                "0",
                "per-day",
                String.valueOf(perDay),
                "zone",
                "Asia/Jakarta",
                "warm-up",
                "20, 50, 100",
                "warm-up-since",
                "2026-11-01"));
    assertThat(policy.limits(now))
        .extracting(Limit::most)
        .isEqualTo(most == null ? List.of() : List.of(most));
  }

  @Test
  void dayOf25HoursEndsAtLocalMidnight() {
    Limit day =
        policy(
                Map.of(
                    "per-second",
                    "0",
                    "per-minute",
                    "0",
                    "per-day",
                    "1000",
                    "zone",
                    "Europe/Berlin"))
            .limits(Instant.parse("2026-10-25T12:00:00Z"))
            .getFirst();
    assertThat(day.begins()).isEqualTo("2026-10-24T22:00:00Z");
    assertThat(day.ends()).isEqualTo("2026-10-25T23:00:00Z");
    assertThat(day.open(day.begins())).isEqualTo(1000);
  }

  @Test
  void minuteOpensWithAQuarterAndContinuesEvenly() {
    Limit minute = minute(20);
    assertThat(minute.open(minute.begins())).isEqualTo(5);
    assertThat(minute.open(minute.begins().plusSeconds(3))).isEqualTo(6);
    assertThat(minute.open(minute.begins().plusSeconds(45))).isEqualTo(20);
    assertThat(minute.open(minute.ends().minusMillis(1))).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7", "20", "119", "6000", "100000"})
  void nextCallTimeIsExact(int perMinute) {
    Limit minute = minute(perMinute);
    for (int used = 0; used < perMinute; used++) {
      Instant opens = minute.opens(used);
      assertThat(minute.open(opens)).isGreaterThan(used);
      if (opens.isAfter(minute.begins())) {
        assertThat(minute.open(opens.minusMillis(1))).isLessThanOrEqualTo(used);
      }
    }
    assertThat(minute.opens(perMinute)).isEqualTo(minute.ends());
  }

  // Messages that wait longer than 30 s are parked, so a longer pause would park all new messages.
  @Test
  void nextCallOfAMinuteIsNeverFarAway() {
    Limit minute = minute(20);
    for (int used = 0; used < 20; used++) {
      assertThat(minute.opens(used)).isBefore(minute.begins().plusSeconds(3L * used + 1));
    }
  }

  @Test
  void budgetReasonNamesTimeAndZone() {
    PacingPolicy policy = policy(Map.of("per-second", "0", "per-minute", "20", "per-day", "100"));
    List<Limit> limits = policy.limits(NOW);
    assertThat(policy.usedUp(limits.get(0), 20).reason())
        .isEqualTo("budget of 20 per minute is used up until 10:15:00 Asia/Jakarta");
    assertThat(policy.usedUp(limits.get(0), 13))
        .isEqualTo(
            new Obstacle(
                Instant.parse("2026-11-20T03:14:24.001Z"),
                "budget of 20 per minute releases the next message at 10:14:24 Asia/Jakarta"));
    assertThat(policy.usedUp(limits.get(1), 100).reason())
        .isEqualTo("budget of 100 per day is used up until 2026-11-21 00:00 Asia/Jakarta");
  }

  @Test
  void quietHoursReasonNamesEndAndZone() {
    assertThat(
            policy(Map.of("quiet-hours", "22:00-07:00"))
                .quiet(Instant.parse("2026-11-20T16:00:00Z")))
        .isEqualTo(
            new Obstacle(
                Instant.parse("2026-11-21T00:00:00Z"), "quiet hours until 07:00 Asia/Jakarta"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quiet-hours                | 22-7     | balas.pacing.quiet-hours is not like 22:00-07:00,12:00-13:00: write each interval as from-to, in local time.
          zone                       | Jakarta  | balas.pacing.zone is not a time zone: write one such as Asia/Jakarta.
          per-day                    | -1       | balas.pacing.per-second, per-minute or per-day is negative: write 0 for no limit.
          warm-up                    | 20;50    | balas.pacing.warm-up is not like 20,50,100: write the limits of day 1, 2, 3 and so on.
          warm-up                    | 20,50    | balas.pacing.warm-up-since is not a date: write the first day of warm-up, such as 2026-11-02.
          channels.default.zone      | Mars     | balas.pacing.channels.default.zone is not a time zone: write one such as Asia/Jakarta.
          """)
  void invalidSettingIsNamed(String name, String value, String sentence) {
    assertThatThrownBy(() -> policy(Map.of(name, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(sentence);
  }

  private static Limit minute(int most) {
    Instant begins = Instant.parse("2026-11-20T03:14:00Z");
    return new Limit(Period.MINUTE, most, begins, begins.plusSeconds(60), "");
  }

  private static PacingPolicy policy(Map<String, String> written) {
    return settings(written).of("default");
  }

  static PacingProperties settings(Map<String, String> written) {
    var source = new MapConfigurationPropertySource();
    written.forEach((name, value) -> source.put("balas.pacing." + name, value));
    return new Binder(source).bindOrCreate("balas.pacing", PacingProperties.class);
  }
}
