package id.balas.whapi.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads fields of the provider's JSON that are strings in one release and numbers in another.
public final class ProviderFields {

  private ProviderFields() {}

  /// The field's text, from a string or a number. Null if it is absent, blank or of another type.
  public static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    String text = value.isString() || value.isNumber() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }
}
