package id.balas.bot.answers.book;

import com.fasterxml.jackson.annotation.JsonFormat;
import id.balas.service.web.InvalidValueException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/// A span of time on a weekday, in the business's time zone. If `until` is not after `from`, it
/// ends on the next day: 22:00 to 06:00 is a night, 00:00 to 00:00 a whole day.
public record Span(
    DayOfWeek day,
    @JsonFormat(pattern = "HH:mm") LocalTime from,
    @JsonFormat(pattern = "HH:mm") LocalTime until) {

  public Span {
    if (day == null || from == null || until == null) {
      throw new InvalidValueException("must have \"day\", \"from\" and \"until\"");
    }
  }

  boolean covers(LocalDateTime at) {
    return on(at.toLocalDate()).covers(at) || on(at.toLocalDate().minusDays(1)).covers(at);
  }

  /// An empty opening on other weekdays.
  private Opening on(LocalDate date) {
    return date.getDayOfWeek() == day
        ? opening(date)
        : new Opening(date.atStartOfDay(), date.atStartOfDay());
  }

  Opening opening(LocalDate date) {
    return Opening.on(date, from, until);
  }

  /// A span on a date. The end is exclusive.
  record Opening(LocalDateTime from, LocalDateTime until) {

    static Opening on(LocalDate date, LocalTime from, LocalTime until) {
      return new Opening(
          date.atTime(from), (until.isAfter(from) ? date : date.plusDays(1)).atTime(until));
    }

    boolean covers(LocalDateTime at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }
}
