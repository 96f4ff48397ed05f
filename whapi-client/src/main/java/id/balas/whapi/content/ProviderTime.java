package id.balas.whapi.content;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the provider's times. They are unix seconds, written as a number, a fraction, a string, or
/// in milliseconds.
public final class ProviderTime {

  private static final long LARGEST_IN_SECONDS = 100_000_000_000L;
  private static final Instant EARLIEST =
      Instant.parse("2009-01-01T00:00:00Z"); // WhatsApp's first year
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(10);
  private static final int MOST_DIGITS = 20;

  private ProviderTime() {}

  /// The time in this field, or `receivedAt` if the field is missing or implausible.
  public static Instant read(JsonNode node, String field, Instant receivedAt) {
    JsonNode value = node.path(field);
    boolean plain = value.isIntegralNumber() && value.canConvertToLong();
    Instant time = plain ? whole(value.longValue()) : parse(ProviderFields.text(node, field));
    if (time == null || time.isBefore(EARLIEST) || time.isAfter(receivedAt.plus(LARGEST_SKEW))) {
      return receivedAt;
    }
    return time;
  }

  private static Instant whole(long value) {
    boolean seconds = value > -LARGEST_IN_SECONDS && value < LARGEST_IN_SECONDS;
    return seconds ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
  }

  private static @Nullable Instant parse(@Nullable String text) {
    if (text == null || text.length() > 30) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      // "1e-99999999" is short in JSON but takes minutes to round.
      if (Math.abs(value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
        return null;
      }
      if (value.abs().compareTo(BigDecimal.valueOf(LARGEST_IN_SECONDS)) < 0) {
        value = value.movePointRight(3);
      }
      return Instant.ofEpochMilli(value.setScale(0, RoundingMode.DOWN).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
