package id.balas.bot.history.queries;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads the query parameters of a request. Invalid parameters are rejected by name.
public final class Parameters {

  private static final int LONGEST = 300;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final MultiValueMap<String, String> given;

  private Parameters(MultiValueMap<String, String> given) {
    this.given = given;
  }

  /// Rejects parameters that are not in `names`.
  public static Parameters of(MultiValueMap<String, String> given, Set<String> names) {
    given.forEach((name, values) -> {
      if (!names.contains(name)) {
        String printable = name.length() > LONGEST ? "that" : name.replaceAll("[^\\w.-]", "?");
        throw new BadRequest(
            printable,
            "is no parameter here: use "
                + String.join(", ", names.stream().sorted().toList())
                + ".");
      }
      if (values.size() != 1) {
        throw new BadRequest(name, "is given more than once: give it once.");
      }
    });
    return new Parameters(given);
  }

  public @Nullable String text(String name) {
    String value = given.getFirst(name);
    if (value == null) {
      return null;
    }
    if (value.isBlank() || value.length() > LONGEST || value.indexOf('\0') >= 0) {
      throw new BadRequest(
          name,
          "is empty, longer than "
              + LONGEST
              + " characters or has a NUL in it: correct or omit it.");
    }
    return value.strip();
  }

  public @Nullable Instant time(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      // An unencoded + arrives as a space.
      Instant time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (isNear(time)) {
        return time;
      }
    } catch (DateTimeException _) {
      // Rejected below.
    }
    throw new BadRequest(name, "is no time: write it as in 2026-11-23T08:00:00Z.");
  }

  /// Whether the database can store the time.
  static boolean isNear(Instant time) {
    return time.isAfter(EARLIEST) && time.isBefore(LATEST);
  }

  public <T extends Enum<T>> @Nullable T choice(String name, Class<T> type) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    List<T> values = Arrays.asList(type.getEnumConstants());
    return values.stream()
        .filter(one -> one.name().equals(value.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new BadRequest(name, "is none of " + values + "."));
  }

  @Nullable Boolean flag(String name) {
    String value = text(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new BadRequest(name, "is neither true nor false.");
    }
    return value == null ? null : Boolean.valueOf(value);
  }

  public int limit(int usual, int most) {
    String value = text("limit");
    if (value == null) {
      return usual;
    }
    if (!value.matches("\\d{1,4}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > most) {
      throw new BadRequest("limit", "is no number from 1 to " + most + ".");
    }
    return Integer.parseInt(value);
  }

  public @Nullable Cursor cursor(String name) {
    String value = given.getFirst(name);
    return value == null ? null : Cursor.read(name, value);
  }
}
