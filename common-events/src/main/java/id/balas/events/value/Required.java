package id.balas.events.value;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The wire is not guarded by `@NullMarked`: each record checks here that what it needs was there,
/// and says by name what was not.
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
}
