package id.balas.fakewhapi.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request, read completely. `path` is decoded and has no query.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, List<String>> headers,
    byte[] body) {

  // Calls that a channel serves although no WhatsApp is linked to it.
  private static final Set<String> WITHOUT_WHATSAPP =
      Set.of("health", "settings", "users", "limits");
  private static final int MAX_BODY = 32 << 20;

  public static Call read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query(exchange.getRequestURI().getRawQuery()),
        exchange.getRequestHeaders(),
        body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    if (raw == null) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  /// Throws [ErrorResponseException] when the body exceeds the provider's limit.
  public void checkSize() {
    if (body.length > MAX_BODY) {
      throw new ErrorResponseException(
          413, "request entity too large", "the body has more than " + MAX_BODY + " bytes");
    }
  }

  /// Throws [ErrorResponseException] when the body is not a JSON object.
  public JsonNode json() {
    return Json.read(body);
  }

  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /// The path segments: `/messages/list/1@g.us` has three.
  public List<String> segments() {
    return List.of(path.substring(1).split("/", -1));
  }

  public boolean isSend() {
    return method.equals("POST") && path.startsWith("/messages/");
  }

  public boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  public boolean needsWhatsApp() {
    return !WITHOUT_WHATSAPP.contains(segments().getFirst());
  }
}
