package id.balas.whapi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Parses the header `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). The caller decides
/// how long it actually waits.
final class RetryAfter {

  private RetryAfter() {}

  /// `now` is by the clock of the server that wrote the header. Returns null for an invalid header.
  static @Nullable Duration of(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String written = header.strip();
    if (written.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(written));
    }
    Instant date = date(written);
    return date == null ? null : date.isBefore(now) ? Duration.ZERO : Duration.between(now, date);
  }

  /// Parses an HTTP date; returns null for an invalid one.
  static @Nullable Instant date(String written) {
    try {
      return Instant.from(
          ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException _) {
      return null;
    }
  }
}
