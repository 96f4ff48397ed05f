package id.balas.events.value;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks required fields of a record that is read from JSON, where `@NullMarked` guards nothing. A
/// failure names the field.
public final class Required {

  private Required() {}

  public static void value(String record, String field, @Nullable Object value) {
    if (value == null
        || (value instanceof JsonNode json && (json.isNull() || json.isMissingNode()))) {
      throw new MissingFieldException(record, field);
    }
  }

  public static void text(String record, String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new MissingFieldException(record, field);
    }
  }

  /// Checks the fields that every command has.
  public static void command(
      String record,
      String commandId,
      String channel,
      String chatId,
      Issuer issuedBy,
      Instant issuedAt) {
    text(record, "commandId", commandId);
    text(record, "channel", channel);
    text(record, "chatId", chatId);
    value(record, "issuedBy", issuedBy);
    value(record, "issuedAt", issuedAt);
  }
}
