package id.balas.service.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Times in requests: ISO 8601 with an offset, between the years 2000 and 2200. Other years are
/// typing errors or do not fit into the database.
public final class Times {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Times() {}

  /// Throws [InvalidValueException].
  public static Instant parse(String text) {
    try {
      // A + in a query that was not encoded arrives as a space.
      Instant time = OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
      if (isInRange(time)) {
        return time;
      }
    } catch (DateTimeException _) {
      // Refused below.
    }
    throw new InvalidValueException("must be a time such as 2026-11-23T08:00:00Z");
  }

  public static boolean isInRange(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }
}
