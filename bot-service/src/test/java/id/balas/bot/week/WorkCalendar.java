package id.balas.bot.week;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opening hours and working time, calculated without the shipped code: all openings of the
/// simulated time in one list. `week` and `holidays` have pairs of times; a pair that does not rise
/// ends on the next day.
final class WorkCalendar {

  private static final int DAYS = 24;

  /// From `from` until before `until`.
  record Opening(Instant from, Instant until) {}

  /// Times such as 08:00 and 12:00.
  record Times(LocalTime from, LocalTime until) {
    static Times of(String from, String until) {
      return new Times(LocalTime.parse(from), LocalTime.parse(until));
    }
  }

  final ZoneId zone;
  final Map<DayOfWeek, List<Times>> week;
  final Map<LocalDate, List<Times>> holidays;
  private final List<Opening> openings = new ArrayList<>();

  WorkCalendar(
      String zone,
      Map<DayOfWeek, List<Times>> week,
      Map<LocalDate, List<Times>> holidays,
      Instant start) {
    this.zone = ZoneId.of(zone);
    this.week = week;
    this.holidays = holidays;
    LocalDate first = start.atZone(this.zone).toLocalDate().minusDays(2);
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = first.plusDays(day);
      for (Times times : on(date)) {
        LocalDate end = times.until.isAfter(times.from) ? date : date.plusDays(1);
        openings.add(
            new Opening(
                date.atTime(times.from).atZone(this.zone).toInstant(),
                end.atTime(times.until).atZone(this.zone).toInstant()));
      }
    }
    openings.sort(Comparator.comparing(Opening::from));
  }

  private List<Times> on(LocalDate date) {
    List<Times> holiday = holidays.get(date);
    return holiday != null ? holiday : week.getOrDefault(date.getDayOfWeek(), List.of());
  }

  /// When this much working time has passed. Null if that is after the last opening.
  @Nullable Instant deadline(Instant from, Duration target) {
    Duration left = target;
    for (Opening one : openings) {
      Instant begin = one.from.isBefore(from) ? from : one.from;
      if (begin.isBefore(one.until)) {
        Duration length = Duration.between(begin, one.until);
        if (left.compareTo(length) <= 0) {
          return begin.plus(left);
        }
        left = left.minus(length);
      }
    }
    return null;
  }
}
