package id.balas.system.load.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The messages that the fake Whapi accepted, in the order of their arrival.
final class Arrivals {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private int next;

  Arrivals(String url) {
    this.url = url;
  }

  /// `micros` is the time since the epoch.
  record Arrival(String chatId, String text, long micros) {}

  /// Those of us since the last call.
  List<Arrival> read() {
    List<Arrival> arrivals = new ArrayList<>();
    while (true) {
      JsonNode page = page();
      if (page.path("messages").isEmpty()) {
        return arrivals;
      }
      for (JsonNode arrival : page.path("messages")) {
        JsonNode message = arrival.path("message");
        if (message.path("from_me").asBoolean(false)) {
          arrivals.add(
              new Arrival(
                  message.path("chat_id").asString(""),
                  message.path("text").path("body").asString(""),
                  arrival.path("micros").asLong()));
        }
      }
      next = page.path("next").asInt();
    }
  }

  /// For a history that was cleared.
  void restart() {
    next = 0;
  }

  private JsonNode page() {
    try {
      return JSON.readTree(
          http.send(
                  HttpRequest.newBuilder(URI.create(url + "/fake/arrivals?after=" + next)).build(),
                  BodyHandlers.ofByteArray())
              .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
