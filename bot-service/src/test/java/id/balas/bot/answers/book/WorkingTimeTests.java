package id.balas.bot.answers.book;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.answers.book.Hours.Holiday;
import id.balas.bot.answers.book.Hours.Times;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Working time against a count of minutes that reads the plan of a day by itself.
class WorkingTimeTests {

  private static final long SEED = 20;
  private static final int RUNS = 20;
  private static final int DAY = 24 * 60;
  private static final int LONGEST_RANGE = 9 * DAY;

  /// Minutes of the day. A span with `until` at or before `from` ends on the next day.
  private record Minutes(int from, int until) {

    boolean coversToday(int minute) {
      return minute >= from && (until <= from || minute < until);
    }

    boolean coversTomorrow(int minute) {
      return until <= from && minute < until;
    }

    Times times() {
      return new Times(time(from), time(until));
    }
  }

  /// The spans of each weekday, and of one holiday.
  private record Plan(
      ZoneId zone, List<List<Minutes>> week, LocalDate holiday, List<Minutes> open) {

    boolean isOpen(Instant at) {
      ZonedDateTime local = at.atZone(zone);
      int minute = local.getHour() * 60 + local.getMinute();
      LocalDate date = local.toLocalDate();
      return of(date).stream().anyMatch(it -> it.coversToday(minute))
          || of(date.minusDays(1)).stream().anyMatch(it -> it.coversTomorrow(minute));
    }

    private List<Minutes> of(LocalDate date) {
      return date.equals(holiday) ? open : week.get(date.getDayOfWeek().getValue() - 1);
    }

    Hours hours() {
      List<Span> spans = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        week.get(day.getValue() - 1)
            .forEach(it -> spans.add(new Span(day, time(it.from()), time(it.until()))));
      }
      return new Hours(
          zone.getId(),
          spans,
          List.of(new Holiday(holiday, "Holiday", open.stream().map(Minutes::times).toList())),
          Duration.ofHours(8));
    }
  }

  // The week of a clock change in each direction, where there is one.
  @ParameterizedTest
  @CsvSource({
    "Asia/Jakarta, 2026-11-23",
    "Asia/Kathmandu, 2026-11-23",
    "Europe/Berlin, 2026-03-25",
    "Europe/Berlin, 2026-10-21",
    "America/New_York, 2026-03-04",
    "America/New_York, 2026-10-28",
    "Australia/Lord_Howe, 2026-04-01",
    "Australia/Lord_Howe, 2026-09-30"
  })
  void workingTimeIsTheCountOfOpenMinutes(String zone, LocalDate week) {
    var random = new Random(SEED);
    for (int run = 0; run < RUNS; run++) {
      Plan plan = plan(random, ZoneId.of(zone), week);
      var time = new WorkingTime(plan.hours());
      Instant from = week.atStartOfDay(plan.zone()).toInstant().plus(minutes(random.nextInt(DAY)));
      Instant to = from.plus(minutes(random.nextInt(LONGEST_RANGE)));

      int open = openMinutes(plan, from, to);

      assertThat(time.between(from, to)).as("run %d, %s", run, plan).isEqualTo(minutes(open));
      if (open > 0) {
        Duration target = minutes(1 + random.nextInt(open));
        Instant deadline = time.deadline(from, target).orElseThrow();
        assertThat(openMinutes(plan, from, deadline)).isEqualTo((int) target.toMinutes());
        assertThat(plan.isOpen(deadline.minus(1, ChronoUnit.MINUTES))).isTrue();
        assertThat(openMinutes(plan, from, time.nextOpening(from).orElseThrow())).isZero();
        assertThat(plan.isOpen(time.nextOpening(from).orElseThrow())).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22T17:00:00Z", "2026-11-23T03:04:05.678Z"})
  void emptyHoursCountAllTime(Instant from) {
    var time = new WorkingTime(Hours.alwaysOpen("Asia/Jakarta"));
    Duration target = Duration.ofDays(20).plusMillis(1);
    assertThat(time.between(from, from.plus(target))).isEqualTo(target);
    assertThat(time.deadline(from, target)).contains(from.plus(target));
    assertThat(time.nextOpening(from)).contains(from);
  }

  @Test
  void overlapOfNightAndHolidayCountsOnce() {
    LocalDate thursday = LocalDate.of(2026, 12, 24);
    var hours =
        new Hours(
            "Asia/Jakarta",
            List.of(new Span(DayOfWeek.THURSDAY, LocalTime.of(22, 0), LocalTime.of(4, 0))),
            List.of(
                new Holiday(
                    thursday.plusDays(1),
                    "Natal",
                    List.of(new Times(LocalTime.of(2, 0), LocalTime.of(6, 0))))),
            Duration.ofHours(8));
    Instant from = thursday.atStartOfDay(ZoneId.of("Asia/Jakarta")).toInstant();
    assertThat(new WorkingTime(hours).between(from, from.plus(2, ChronoUnit.DAYS)))
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  void closedHoursHaveNoDeadline() {
    Instant monday = Instant.parse("2026-11-23T00:00:00Z");
    List<Holiday> all =
        LocalDate.of(2026, 11, 22)
            .datesUntil(LocalDate.of(2026, 11, 22).plusDays(400))
            .map(date -> new Holiday(date, "Closed", List.of()))
            .toList();
    var time = new WorkingTime(new Hours("UTC", List.of(), all, Duration.ofHours(8)));
    assertThat(time.deadline(monday, Duration.ofDays(2))).isEmpty();
    assertThat(time.between(monday, monday.minusSeconds(1))).isZero();
  }

  private static int openMinutes(Plan plan, Instant from, Instant to) {
    int open = 0;
    for (Instant at = from; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
      open += plan.isOpen(at) ? 1 : 0;
    }
    return open;
  }

  /// Up to three spans a day; the last one may be a night that ends before the next day's first.
  private static Plan plan(Random random, ZoneId zone, LocalDate week) {
    List<List<Minutes>> days = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      days.add(random.nextInt(4) == 0 ? List.of() : day(random));
    }
    // A week without spans is always open, which the count of minutes does not know.
    days.set(0, day(random));
    LocalDate holiday = week.plusDays(random.nextInt(7));
    return new Plan(zone, days, holiday, random.nextBoolean() ? List.of() : day(random));
  }

  private static List<Minutes> day(Random random) {
    int first = 240 + random.nextInt(300);
    int second = first + 1 + random.nextInt(300);
    int third = second + random.nextInt(200);
    int end = random.nextBoolean() ? random.nextInt(240) : third + 1 + random.nextInt(120);
    return List.of(new Minutes(first, second), new Minutes(third, end));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static LocalTime time(int minute) {
    return LocalTime.ofSecondOfDay(minute * 60L);
  }
}
