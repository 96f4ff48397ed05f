package id.balas.system.load.steps;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Balas is compared with: a bot in one process that answers 200, sends its reply and keeps
/// nothing. It loses what it holds when it stops, and sends without retries and in no order.
final class NaiveBot {

  private static final JsonMapper JSON = new JsonMapper();

  private NaiveBot() {}

  static void main(String[] arguments) throws IOException {
    URI send = URI.create(arguments[1] + "/messages/text");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    var server = HttpServer.create(address, 1_024);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          for (JsonNode message : body.path("messages")) {
            if (!message.path("from_me").asBoolean(false)) {
              String reply =
                  JSON.writeValueAsString(
                      JSON.createObjectNode()
                          .put("to", message.path("chat_id").asString(""))
                          .put("body", "Halo " + message.path("from_name").asString("")));
              var request =
                  HttpRequest.newBuilder(send)
                      .header("Authorization", "Bearer " + arguments[2])
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(reply))
                      .build();
              var _ = http.sendAsync(request, BodyHandlers.discarding());
            }
          }
        });
    server.start();
  }
}
