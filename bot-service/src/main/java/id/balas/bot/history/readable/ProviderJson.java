package id.balas.bot.history.readable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the provider's JSON, whose fields have several names in its releases and in other tools.
/// Each method takes the names in the order of preference.
record ProviderJson(JsonNode json) {

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal LARGEST = new BigDecimal("1e15");
  private static final long LARGEST_IN_SECONDS = 100_000_000_000L;
  private static final int LONGEST_NUMBER = 30;

  static final ProviderJson EMPTY = new ProviderJson(JsonNodeFactory.instance.objectNode());

  ProviderJson at(String... names) {
    return Stream.of(names)
        .map(json::path)
        .filter(node -> node.isContainer() && !node.isEmpty())
        .findFirst()
        .map(ProviderJson::new)
        .orElse(EMPTY);
  }

  boolean isEmpty() {
    return !json.isObject() || json.isEmpty();
  }

  /// The entries of the first list that is not empty. Entries may be texts.
  List<JsonNode> list(String... names) {
    return Stream.of(names)
        .map(json::path)
        .filter(node -> node.isArray() && !node.isEmpty())
        .findFirst()
        .map(node -> node.valueStream().toList())
        .orElse(List.of());
  }

  /// A text or number. An object with the text in `text`, `body` or `name` counts as that text.
  @Nullable String text(String... names) {
    return Stream.of(names)
        .map(json::path)
        .map(ProviderJson::text)
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  static @Nullable String text(JsonNode value) {
    JsonNode inner = value;
    for (String name : List.of("text", "body", "name")) {
      inner = inner.isObject() && inner.has(name) ? inner.path(name) : inner;
    }
    String text = inner.isString() || inner.isNumber() ? inner.asString().strip() : "";
    return text.isEmpty() ? null : text;
  }

  boolean isTrue(String... names) {
    return Stream.of(names).map(json::path).anyMatch(node -> node.asBoolean(false));
  }

  @Nullable Integer count(String... names) {
    BigDecimal number = number(names);
    return number == null || number.signum() < 0 || number.compareTo(LARGEST) > 0
        ? null
        : number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
  }

  /// An amount. WhatsApp writes some in thousandths, in fields with `1000` in the name.
  @Nullable BigDecimal amount(String... names) {
    for (String name : names) {
      BigDecimal amount = number(name);
      if (amount != null) {
        return name.contains("1000") ? amount.divide(THOUSAND) : amount;
      }
    }
    return null;
  }

  private @Nullable BigDecimal number(String... names) {
    String text = text(names);
    if (text == null || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      var number = new BigDecimal(text);
      // "1e-99999999" is short but takes minutes to write out.
      return number.abs().compareTo(LARGEST) <= 0 && Math.abs(number.scale()) <= LONGEST_NUMBER
          ? number
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A time in unix seconds, in milliseconds or in ISO 8601.
  @Nullable Instant time(String... names) {
    BigDecimal number = number(names);
    if (number != null) {
      long value = number.longValue();
      if (value <= 0) {
        return null;
      }
      return value < LARGEST_IN_SECONDS
          ? Instant.ofEpochSecond(value)
          : Instant.ofEpochMilli(value);
    }
    try {
      String text = text(names);
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
