package id.balas.service.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// The last row of a page; the next page starts after it. Opaque to callers. It has microseconds,
/// like times in PostgreSQL. Spring binds it from the query by [#parse].
public record Cursor(Instant at, String id) {

  /// Throws [InvalidValueException].
  public static Cursor parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(",", 2);
      var cursor =
          new Cursor(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), parts[1]);
      if (cursor.toString().equals(text)
          && Times.isInRange(cursor.at())
          && cursor.id().indexOf('\0') < 0) {
        return cursor;
      }
    } catch (RuntimeException _) {
      // Every malformed cursor gets the same error, below.
    }
    throw new InvalidValueException(
        "is an invalid cursor. Pass the value of `next` of the previous page unchanged");
  }

  /// The text for `next`.
  @Override
  public String toString() {
    String text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "," + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
