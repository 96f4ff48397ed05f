package id.balas.fakewhapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.fakewhapi.http.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request and its response, as sent over the wire: a `call` of a client or a `webhook` of the
/// provider. Without `status` there was no response. `note` gives the reason, or what the caller
/// cannot know.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Exchange(
    String kind,
    Instant at,
    long millis,
    int attempt,
    String method,
    String url,
    Map<String, List<String>> requestHeaders,
    byte[] request,
    @Nullable Integer status,
    byte[] response,
    @Nullable String note) {

  private static final int MAX_BODY = 64 << 10;

  public Exchange {
    request = shortened(request);
    response = shortened(response);
  }

  private static byte[] shortened(byte[] body) {
    return body.length > MAX_BODY ? Arrays.copyOf(body, MAX_BODY) : body;
  }

  /// Masks the token for display.
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("kind", kind)
            .put("at", at.toString())
            .put("millis", millis)
            .put("attempt", attempt)
            .put("method", method)
            .put("url", url.replaceFirst("token=[^&]*", "token=…"));
    ObjectNode headers = json.putObject("requestHeaders");
    requestHeaders.forEach((name, values) -> headers.put(name, String.join(", ", values)));
    if (headers.has("Authorization")) {
      headers.put("Authorization", "Bearer …");
    }
    return json.put("request", new String(request, UTF_8))
        .put("status", status)
        .put("response", new String(response, UTF_8))
        .put("note", note);
  }
}
