package id.balas.sender.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Which deliveries are asked for, from the parameters of the request; each that cannot be used is
/// refused by name.
record DeliveryFilter(
    @Nullable State state,
    @Nullable String chat,
    @Nullable String channel,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String reason,
    @Nullable Cursor cursor,
    int limit) {

  static final int MOST = 200;
  private static final int USUAL = 50;
  private static final int LONGEST = 300;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Set<String> LISTING =
      Set.of("state", "chat", "channel", "from", "to", "reason", "cursor", "limit");

  enum State {
    WAITING,
    ATTEMPTING,
    UNKNOWN,
    ACCEPTED,
    FAILED,
    DROPPED
  }

  static DeliveryFilter of(MultiValueMap<String, String> parameters) {
    known(parameters, LISTING);
    String chat = text(parameters, "chat");
    String cursor = text(parameters, "cursor");
    return new DeliveryFilter(
        state(text(parameters, "state")),
        chat != null && chat.matches("\\d+") ? chat + "@s.whatsapp.net" : chat,
        text(parameters, "channel"),
        time(parameters, "from"),
        time(parameters, "to"),
        text(parameters, "reason"),
        cursor == null ? null : Cursor.read(cursor),
        limit(text(parameters, "limit")));
  }

  static void known(MultiValueMap<String, String> parameters, Set<String> names) {
    parameters.forEach((name, values) -> {
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
  }

  static @Nullable String text(MultiValueMap<String, String> parameters, String name) {
    String value = parameters.getFirst(name);
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

  static @Nullable Instant time(MultiValueMap<String, String> parameters, String name) {
    String value = text(parameters, name);
    if (value == null) {
      return null;
    }
    try {
      // A + that was not encoded comes as a space.
      Instant time = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (isNear(time)) {
        return time;
      }
    } catch (DateTimeException _) {
      // Refused below.
    }
    throw new BadRequest(name, "is no time: write it as in 2026-11-23T08:00:00Z.");
  }

  static boolean isNear(Instant time) {
    return time.isAfter(EARLIEST) && time.isBefore(LATEST);
  }

  private static @Nullable State state(@Nullable String value) {
    if (value == null) {
      return null;
    }
    List<State> states = Arrays.asList(State.values());
    return states.stream()
        .filter(state -> state.name().equals(value.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new BadRequest("state", "is none of " + states + "."));
  }

  private static int limit(@Nullable String value) {
    if (value == null) {
      return USUAL;
    }
    if (!value.matches("\\d{1,3}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > MOST) {
      throw new BadRequest("limit", "is no number from 1 to " + MOST + ".");
    }
    return Integer.parseInt(value);
  }
}
