package id.balas.fakewhapi.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP response. `messageId` is the message that the call created or refers to. `next` runs
/// after the response is sent, and also when a fault has dropped it.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Response(
    int status,
    String type,
    byte[] body,
    Map<String, String> headers,
    @Nullable String messageId,
    @Nullable Runnable next) {

  private static final String JSON = "application/json; charset=utf-8";

  public static Response of(int status, JsonNode body) {
    return json(status, Json.write(body));
  }

  public static Response json(int status, byte[] body) {
    return new Response(status, JSON, body, Map.of(), null, null);
  }

  public static Response of(int status, String type, byte[] body) {
    return new Response(status, type, body, Map.of(), null, null);
  }

  public static Response success() {
    return of(200, Json.object().put("success", true));
  }

  /// In the documented error format, or in the flat one that also occurs.
  public static Response error(ErrorResponseException exception, boolean flat) {
    ObjectNode error = Json.object().put("code", exception.status());
    if (flat) {
      return of(exception.status(), error.put("error", message(exception)));
    }
    error.put("message", message(exception));
    if (exception.details() != null) {
      error.put("details", exception.details());
    }
    return of(exception.status(), Json.object().set("error", error));
  }

  private static String message(ErrorResponseException exception) {
    return String.valueOf(exception.getMessage());
  }

  public Response with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Response(status, type, body, Map.copyOf(all), messageId, next);
  }

  public Response about(String message) {
    return new Response(status, type, body, headers, message, next);
  }

  public Response then(@Nullable Runnable action) {
    return new Response(status, type, body, headers, messageId, action);
  }

  public void runNext() {
    if (next != null) {
      next.run();
    }
  }

  // The JDK's server adds the Date header, by which a client measures its clock.
  public void write(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    headers.forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
