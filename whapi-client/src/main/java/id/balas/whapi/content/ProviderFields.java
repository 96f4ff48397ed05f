package id.balas.whapi.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Fields of the provider's JSON, which may be strings in one release and numbers in another.
public final class ProviderFields {

  private ProviderFields() {}

  /// A field's text, whether it was written as a string or as a number; null when absent, blank or
  /// something else.
  public static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    String text = value.isString() || value.isNumber() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }
}
