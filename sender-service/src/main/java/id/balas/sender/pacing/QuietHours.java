package id.balas.sender.pacing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hours of each day in which nothing is sent. An hour that repeats at the end of daylight
/// saving time is quiet both times.
record QuietHours(List<Interval> intervals, ZoneId zone) {

  private static final int DAYS_AHEAD = 2;

  /// An interval that ends before it begins spans midnight.
  record Interval(LocalTime from, LocalTime to) {}

  /// Parses `22:00-07:00,12:00-13:00`. An empty text means no quiet hours. Throws
  /// [IllegalArgumentException].
  static QuietHours parse(String text, ZoneId zone) {
    List<Interval> intervals = new ArrayList<>();
    for (String written : text.split(",", -1)) {
      if (!written.isBlank()) {
        intervals.add(interval(written.strip()));
      }
    }
    intervals.sort(Comparator.comparing(Interval::from));
    return new QuietHours(List.copyOf(intervals), zone);
  }

  private static Interval interval(String written) {
    try {
      String[] ends = written.split("-", -1);
      LocalTime from = LocalTime.parse(ends[0].strip());
      if (ends.length == 2 && !from.equals(LocalTime.parse(ends[1].strip()))) {
        return new Interval(from, LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeParseException _) {
      // Rejected below.
    }
    throw new IllegalArgumentException("is not like 22:00-07:00,12:00-13:00");
  }

  /// The end of the current quiet hours, or null outside of them.
  @Nullable Instant until(Instant now) {
    if (intervals.isEmpty()) {
      return null;
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant end = now;
    // Sorted by start, since an interval may end where the next one begins.
    for (LocalDate day = today.minusDays(1);
        !day.isAfter(today.plusDays(DAYS_AHEAD));
        day = day.plusDays(1)) {
      for (Interval interval : intervals) {
        end = extended(end, interval, day);
      }
    }
    return end.equals(now) ? null : end;
  }

  private Instant extended(Instant end, Interval interval, LocalDate day) {
    LocalDate lastDay = interval.to().isAfter(interval.from()) ? day : day.plusDays(1);
    Instant from = instant(day.atTime(interval.from()), false);
    Instant to = instant(lastDay.atTime(interval.to()), true);
    return !end.isBefore(from) && end.isBefore(to) ? to : end;
  }

  // A local time that daylight saving time skips maps to the instant of the change.
  private Instant instant(LocalDateTime local, boolean last) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    ZonedDateTime time = local.atZone(zone);
    return (last ? time.withLaterOffsetAtOverlap() : time).toInstant();
  }
}
