package id.balas.bot.answers.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures time during opening hours: the instants at which [Hours#areOpen] is true. A night
/// counts to its end on the next day. The hour that a clock change repeats counts twice, a skipped
/// one does not count.
public final class WorkingTime {

  // Closed for longer than this: there is no deadline and no next opening.
  private static final Duration LONGEST = Duration.ofDays(370);
  private static final Duration STEP = Duration.ofDays(7);

  private final Hours hours;
  private final ZoneRules zone;

  /// From `from`, until before `until`.
  private record Interval(Instant from, Instant until) {

    Duration length() {
      return Duration.between(from, until);
    }

    Stream<Interval> within(Instant start, Instant end) {
      Instant first = from.isBefore(start) ? start : from;
      Instant last = until.isAfter(end) ? end : until;
      return first.isBefore(last) ? Stream.of(new Interval(first, last)) : Stream.empty();
    }
  }

  public WorkingTime(Hours hours) {
    this.hours = hours;
    this.zone = ZoneId.of(hours.timeZone()).getRules();
  }

  /// Zero if `to` is not after `from`.
  public Duration between(Instant from, Instant to) {
    return open(from, to).stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
  }

  /// The first instant at which `target` of working time has passed. Empty if it is over a year
  /// away.
  public Optional<Instant> deadline(Instant from, Duration target) {
    Duration left = target;
    Instant end = from.plus(LONGEST);
    for (Instant at = from; at.isBefore(end); at = at.plus(STEP)) {
      for (Interval open : open(at, at.plus(STEP))) {
        if (left.compareTo(open.length()) <= 0) {
          return Optional.of(open.from().plus(left));
        }
        left = left.minus(open.length());
      }
    }
    return Optional.empty();
  }

  /// The time itself during opening hours. Empty if the next opening is over a year away.
  public Optional<Instant> nextOpening(Instant at) {
    return deadline(at, Duration.ZERO);
  }

  /// The open intervals of the time between, in order. They do not overlap.
  private List<Interval> open(Instant from, Instant to) {
    List<Interval> found = new ArrayList<>();
    Instant start = from;
    while (start.isBefore(to)) {
      // Local times are instants of one offset until the next clock change.
      ZoneOffsetTransition change = zone.nextTransition(start);
      Instant end = change == null || change.getInstant().isAfter(to) ? to : change.getInstant();
      found.addAll(open(start, end, zone.getOffset(start)));
      start = end;
    }
    return found;
  }

  private List<Interval> open(Instant start, Instant end, ZoneOffset offset) {
    // The opening of the day before may reach into the first day.
    LocalDate first = start.atOffset(offset).toLocalDate().minusDays(1);
    LocalDate last = end.atOffset(offset).toLocalDate();
    List<Interval> sorted =
        first
            .datesUntil(last.plusDays(1))
            .flatMap(hours::on)
            .map(it -> new Interval(it.from().toInstant(offset), it.until().toInstant(offset)))
            .flatMap(it -> it.within(start, end))
            .sorted(Comparator.comparing(Interval::from))
            .toList();
    return merged(sorted);
  }

  // The hours of a holiday may overlap the night before it.
  private static List<Interval> merged(List<Interval> sorted) {
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || last.until().isBefore(next.from())) {
        merged.add(next);
      } else if (next.until().isAfter(last.until())) {
        merged.set(merged.size() - 1, new Interval(last.from(), next.until()));
      }
    }
    return merged;
  }
}
