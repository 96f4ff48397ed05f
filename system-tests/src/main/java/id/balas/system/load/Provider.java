package id.balas.system.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The provider's history, read over its public list call.
public final class Provider {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 500;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  public Provider(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /// The texts of each chat whose id starts so, in the order in which they were taken.
  public Map<String, List<String>> texts(String chatPrefix) {
    Map<String, List<String>> texts = new HashMap<>();
    for (JsonNode message : all()) {
      String chatId = message.path("chat_id").asString("");
      if (chatId.startsWith(chatPrefix)) {
        texts
            .computeIfAbsent(chatId, _ -> new ArrayList<>())
            .add(message.path("text").path("body").asString(""));
      }
    }
    return texts;
  }

  /// The texts that went to this number, in the order in which they were taken.
  public List<String> textsTo(String number) {
    return texts(number).values().stream().flatMap(List::stream).toList();
  }

  /// When it took each message of the chat, to the second.
  public List<Instant> times(String chatId) {
    return all().stream()
        .filter(message -> message.path("chat_id").asString("").equals(chatId))
        .map(message -> Instant.ofEpochSecond(message.path("timestamp").asLong()))
        .toList();
  }

  private List<JsonNode> all() {
    List<JsonNode> messages = new ArrayList<>();
    JsonNode page;
    do {
      page = get("/messages/list?sort=asc&count=" + PAGE + "&offset=" + messages.size());
      page.path("messages").forEach(messages::add);
    } while (page.path("messages").size() == PAGE);
    return messages;
  }

  private JsonNode get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
