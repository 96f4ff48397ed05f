package id.balas.bot.answers.book;

import com.fasterxml.jackson.annotation.JsonFormat;
import id.balas.bot.answers.book.Span.Opening;
import id.balas.service.web.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The opening hours in `timeZone`: weekly spans (empty means always open) and exceptions for
/// holidays. Outside these hours a customer gets the away reply once per `awayEvery`.
public record Hours(String timeZone, List<Span> week, List<Holiday> holidays, Duration awayEvery) {

  private static final int MOST_SPANS = 70;
  private static final int MOST_HOLIDAYS = 400;
  private static final int LONGEST_NAME = 100;
  private static final int DAYS_AHEAD = 370;

  /// Replaces the weekly hours on this date. Empty `open` means closed all day.
  public record Holiday(LocalDate date, String name, List<Times> open) {
    public Holiday {
      if (date == null || name == null || name.isBlank() || name.length() > LONGEST_NAME) {
        throw new InvalidValueException(
            "must have a \"date\", and a \"name\" of at most " + LONGEST_NAME + " characters");
      }
      name = name.strip();
      open = open == null ? List.of() : List.copyOf(open);
      refuseOverlaps("holidays", open.stream().map(times -> times.on(date)).toList());
    }
  }

  public record Times(
      @JsonFormat(pattern = "HH:mm") LocalTime from,
      @JsonFormat(pattern = "HH:mm") LocalTime until) {
    public Times {
      if (from == null || until == null) {
        throw new InvalidValueException("must have \"from\" and \"until\"");
      }
    }

    Opening on(LocalDate date) {
      return Opening.on(date, from, until);
    }
  }

  public Hours {
    zone(timeZone);
    week = week.stream().sorted(Comparator.comparing(Span::day).thenComparing(Span::from)).toList();
    holidays =
        holidays == null
            ? List.of()
            : holidays.stream().sorted(Comparator.comparing(Holiday::date)).toList();
    if (awayEvery.compareTo(Duration.ofMinutes(1)) < 0
        || awayEvery.compareTo(Duration.ofDays(30)) > 0) {
      throw new InvalidAnswerException("awayEvery", "must be between PT1M and P30D, such as PT8H");
    }
    if (week.size() > MOST_SPANS) {
      throw new InvalidAnswerException("week", "must have at most " + MOST_SPANS + " spans");
    }
    if (holidays.size() > MOST_HOLIDAYS) {
      throw new InvalidAnswerException(
          "holidays", "must have at most " + MOST_HOLIDAYS + " entries");
    }
    if (holidays.stream().map(Holiday::date).distinct().count() < holidays.size()) {
      throw new InvalidAnswerException(
          "holidays", "has a date twice. Give it all its times at once");
    }
    refuseOverlaps("week", twoWeeks(week));
  }

  public static Hours alwaysOpen(String timeZone) {
    return new Hours(timeZone, List.of(), List.of(), Duration.ofHours(8));
  }

  // Two weeks, because Sunday's span may reach into Monday.
  private static List<Opening> twoWeeks(List<Span> week) {
    return Stream.iterate(LocalDate.EPOCH, date -> date.plusDays(1))
        .limit(14)
        .flatMap(date ->
            week.stream()
                .filter(span -> span.day() == date.getDayOfWeek())
                .map(span -> span.opening(date)))
        .toList();
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw new InvalidAnswerException("timeZone", "must be a time zone such as Asia/Jakarta");
    }
  }

  private static void refuseOverlaps(String field, List<Opening> openings) {
    List<Opening> sorted = openings.stream().sorted(Comparator.comparing(Opening::from)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).from().isBefore(sorted.get(i - 1).until())) {
        throw new InvalidAnswerException(
            field,
            "has two spans that overlap on "
                + sorted.get(i).from().getDayOfWeek()
                + " at "
                + sorted.get(i).from().toLocalTime());
      }
    }
  }

  LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, zone(timeZone));
  }

  ZonedDateTime zoned(LocalDateTime local) {
    return local.atZone(zone(timeZone));
  }

  boolean areSet() {
    return !week.isEmpty();
  }

  public boolean areOpen(Instant instant) {
    LocalDateTime at = local(instant);
    return Stream.concat(on(at.toLocalDate().minusDays(1)), on(at.toLocalDate()))
        .anyMatch(opening -> opening.covers(at));
  }

  /// Returns the next opening time; empty if it is over a year away.
  public Optional<LocalDateTime> nextOpening(Instant instant) {
    LocalDateTime at = local(instant);
    return Stream.iterate(at.toLocalDate(), date -> date.plusDays(1))
        .limit(DAYS_AHEAD)
        .flatMap(this::on)
        .map(Opening::from)
        .filter(from ->
            from.isAfter(at)
                && on(from.toLocalDate().minusDays(1))
                    .noneMatch(before -> before.covers(from.minusNanos(1))))
        .min(Comparator.naturalOrder());
  }

  Stream<Opening> on(LocalDate date) {
    Holiday holiday = holidayOn(date);
    if (holiday != null) {
      return holiday.open().stream().map(times -> times.on(date));
    }
    return areSet()
        ? week.stream()
            .filter(span -> span.day() == date.getDayOfWeek())
            .map(span -> span.opening(date))
        : Stream.of(Opening.on(date, LocalTime.MIN, LocalTime.MIN));
  }

  private @Nullable Holiday holidayOn(LocalDate date) {
    return holidays.stream()
        .filter(holiday -> holiday.date().equals(date))
        .findFirst()
        .orElse(null);
  }
}
