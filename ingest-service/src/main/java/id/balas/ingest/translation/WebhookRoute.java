package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the request itself says the body is about, by its path and verb: `messages` and `post`. The
/// body's keys tell more, so both may be null.
public record WebhookRoute(@Nullable String type, @Nullable String method) {

  public static final WebhookRoute UNTOLD = new WebhookRoute(null, null);

  /// From the path's segments behind the address, and the verb. A bare address is always called
  /// with POST, whatever happened, so that its verb says nothing.
  public static WebhookRoute of(@Nullable String type, @Nullable String method, String verb) {
    return type == null ? UNTOLD : new WebhookRoute(type, method != null ? method : verb);
  }

  /// How it is with items of this type: as the request says, else as the body does (`event` in the
  /// samples, `method` in the schema), else `post`.
  String methodOf(String items, JsonNode told) {
    if (method != null && items.equalsIgnoreCase(type)) {
      return method;
    }
    String inBody = text(told, "event") != null ? text(told, "event") : text(told, "method");
    return inBody != null && items.equalsIgnoreCase(text(told, "type")) ? inBody : "post";
  }
}
