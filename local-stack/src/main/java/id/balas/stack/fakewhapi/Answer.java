package id.balas.stack.fakewhapi;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What goes back over HTTP.
record Answer(int status, JsonNode body) {

  static Answer of(int status, JsonNode body) {
    return new Answer(status, body);
  }

  /// The documented shape of an error.
  static Answer error(int status, String words, @Nullable String details) {
    ObjectNode error = Json.object().put("code", status).put("message", words);
    if (details != null) {
      error.put("details", details);
    }
    return new Answer(status, Json.object().set("error", error));
  }

  static Answer health() {
    ObjectNode health = Json.object().put("channel_id", Webhook.CHANNEL_ID).put("version", "1.8.7");
    health.putObject("status").put("code", 4).put("text", "AUTH");
    health.putObject("user").put("id", History.OWN_NUMBER).put("name", "Balas");
    return new Answer(200, health);
  }

  // The JDK's server adds the Date, by which a client measures its clock.
  void write(HttpExchange exchange) throws IOException {
    byte[] bytes = Json.write(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
