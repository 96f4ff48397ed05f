package id.balas.ingest.translation;

import static id.balas.whapi.content.ProviderFields.text;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The event that path and verb of the request name, such as `messages` and `post`. Both may be
/// null, because the keys of the body are more precise.
public record WebhookRoute(@Nullable String type, @Nullable String method) {

  public static final WebhookRoute UNTOLD = new WebhookRoute(null, null);

  /// From the path segments after the webhook's address, and the verb. The provider always calls
  /// the bare address with POST, so that verb has no meaning.
  public static WebhookRoute of(@Nullable String type, @Nullable String method, String verb) {
    return type == null ? UNTOLD : new WebhookRoute(type, method != null ? method : verb);
  }

  /// The method for items of this type: from the request, else from the body, else `post`. The body
  /// has it as `event` in the provider's samples and as `method` in its schema.
  String methodOf(String items, JsonNode told) {
    if (method != null && items.equalsIgnoreCase(type)) {
      return method;
    }
    String inBody = text(told, "event") != null ? text(told, "event") : text(told, "method");
    return inBody != null && items.equalsIgnoreCase(text(told, "type")) ? inBody : "post";
  }
}
