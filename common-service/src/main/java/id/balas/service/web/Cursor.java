package id.balas.service.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The last row of a page; the next page starts after it. Opaque to callers. It has microseconds,
/// like times in PostgreSQL. Spring binds it from the query by [#parse]. A list checks that a
/// cursor is its own: by [#in], or by the form of its ids. Otherwise its first page after a cursor
/// of another list starts at a wrong place, without an error.
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

  /// A cursor that only `list` accepts.
  public static Cursor of(String list, Instant at, String id) {
    return new Cursor(at, list + "/" + id);
  }

  /// The cursor as it was given to [#of]. Throws [ProblemException] that names the parameter if it
  /// is one of another list.
  public static @Nullable Cursor in(String list, String parameter, @Nullable Cursor cursor) {
    if (cursor == null) {
      return null;
    }
    if (!cursor.id().startsWith(list + "/")) {
      throw ofAnotherList(parameter);
    }
    return new Cursor(cursor.at(), cursor.id().substring(list.length() + 1));
  }

  public static ProblemException ofAnotherList(String parameter) {
    return ProblemException.invalid(
        parameter, "is a cursor of another list. Pass the value of `next` of the previous page.");
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
