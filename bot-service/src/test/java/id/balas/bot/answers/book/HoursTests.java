package id.balas.bot.answers.book;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.bot.answers.book.Hours.Holiday;
import id.balas.bot.answers.book.Hours.Times;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Time zone Jakarta (UTC+7). Monday has two spans, Friday ends after midnight, Christmas is
/// closed, Christmas Eve ends at noon.
class HoursTests {

  private static final Hours HOURS =
      new Hours(
          "Asia/Jakarta",
          List.of(
              span(MONDAY, "13:00", "17:00"),
              span(MONDAY, "08:00", "12:00"),
              span(FRIDAY, "22:00", "02:00")),
          List.of(
              new Holiday(LocalDate.of(2026, 12, 25), "Natal", List.of()),
              new Holiday(
                  LocalDate.of(2026, 12, 24),
                  "Malam Natal",
                  List.of(new Times(LocalTime.of(8, 0), LocalTime.NOON)))),
          Duration.ofHours(8));

  @ParameterizedTest
  @CsvSource({
    // Monday 23 November 2026
    "2026-11-23T00:59:59Z, false",
    "2026-11-23T01:00:00Z, true",
    "2026-11-23T05:00:00Z, false",
    "2026-11-23T05:59:59Z, false",
    "2026-11-23T06:00:00Z, true",
    "2026-11-23T10:00:00Z, false",
    // Friday night, ends on Saturday
    "2026-11-27T14:59:59Z, false",
    "2026-11-27T15:00:00Z, true",
    "2026-11-27T18:59:59Z, true",
    "2026-11-27T19:00:00Z, false",
    // Christmas is a Friday; Christmas Eve, a Thursday, has its own hours
    "2026-12-25T15:30:00Z, false",
    "2026-12-24T04:59:59Z, true",
    "2026-12-24T05:00:00Z, false"
  })
  void hoursUseTheirTimeZone(Instant at, boolean open) {
    assertThat(HOURS.areOpen(at)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T00:00:00Z, 2026-11-23T08:00",
    "2026-11-23T05:00:00Z, 2026-11-23T13:00",
    "2026-11-23T10:00:00Z, 2026-11-27T22:00",
    // skips the Friday that is Christmas
    "2026-12-24T06:00:00Z, 2026-12-28T08:00"
  })
  void nextOpeningIsFound(Instant at, LocalDateTime next) {
    assertThat(HOURS.nextOpening(at)).contains(next);
  }

  @Test
  void emptyHoursMeanAlwaysOpen() {
    var none = new Hours("Asia/Jakarta", List.of(), List.of(), Duration.ofHours(8));
    assertThat(none.areOpen(Instant.parse("2026-11-23T20:00:00Z"))).isTrue();
    assertThat(none.nextOpening(Instant.parse("2026-11-23T20:00:00Z"))).isEmpty();
  }

  @Test
  void adjacentSpansAreOneOpening() {
    var allTheTime =
        new Hours(
            "UTC",
            Stream.of(DayOfWeek.values()).map(day -> span(day, "00:00", "00:00")).toList(),
            List.of(new Holiday(LocalDate.of(2026, 12, 25), "Natal", List.of())),
            Duration.ofHours(8));
    assertThat(allTheTime.areOpen(Instant.parse("2026-11-23T23:59:59Z"))).isTrue();
    assertThat(allTheTime.nextOpening(Instant.parse("2026-11-23T12:00:00Z")))
        .contains(LocalDateTime.parse("2026-12-26T00:00"));
  }

  @Test
  void invalidHoursAreRejected() {
    assertThatThrownBy(() -> week(span(MONDAY, "08:00", "12:00"), span(MONDAY, "11:59", "13:00")))
        .hasMessageContaining("overlap on MONDAY at 11:59");
    assertThatThrownBy(() -> week(span(SUNDAY, "22:00", "06:00"), span(MONDAY, "05:00", "12:00")))
        .hasMessageContaining("overlap on MONDAY at 05:00");
    assertThat(week(span(SUNDAY, "22:00", "06:00"), span(MONDAY, "06:00", "12:00")).week())
        .hasSize(2);
    assertThatThrownBy(() -> new Hours("Jakarta", List.of(), List.of(), Duration.ofHours(8)))
        .hasMessageContaining("must be a time zone such as Asia/Jakarta");
    assertThatThrownBy(() -> new Hours("UTC", List.of(), List.of(), Duration.ZERO))
        .isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void daysWithEqualHoursAreGrouped() {
    var week =
        List.of(
            span(MONDAY, "08:00", "12:00"),
            span(MONDAY, "13:00", "17:00"),
            span(TUESDAY, "08:00", "12:00"),
            span(TUESDAY, "13:00", "17:00"),
            span(FRIDAY, "08:00", "00:00"),
            span(SATURDAY, "08:00", "00:00"),
            span(SUNDAY, "08:00", "00:00"));
    assertThat(OpeningHoursText.week(week, Language.ID))
        .isEqualTo("Senin–Selasa 08.00–12.00, 13.00–17.00\nJumat–Minggu 08.00–24.00");
    assertThat(OpeningHoursText.week(week, Language.EN))
        .isEqualTo("Monday–Tuesday 08:00–12:00, 13:00–17:00\nFriday–Sunday 08:00–24:00");
  }

  private static Hours week(Span... spans) {
    return new Hours("UTC", List.of(spans), List.of(), Duration.ofHours(8));
  }

  private static Span span(DayOfWeek day, String from, String until) {
    return new Span(day, LocalTime.parse(from), LocalTime.parse(until));
  }
}
