package id.balas.system.desk;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The users of the desk's tests, made over REST.
final class DeskUsers {

  static final String ADMIN = "admin";
  static final String ADMIN_PASSWORD = "balas-lokal";
  static final String PASSWORD = "warung-hijau-42";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;

  DeskUsers(String url) {
    this.url = url;
  }

  /// Registers an agent with [#PASSWORD].
  void agent(String username, String name) {
    String body =
        JSON.createObjectNode()
            .put("name", name)
            .put("email", username + "@example.com")
            .put("username", username)
            .put("password", PASSWORD)
            .toString();
    Assertions.assertThat(post("/auth/register", token(ADMIN, ADMIN_PASSWORD), body).statusCode())
        .isIn(201, 409);
  }

  String token(String username, String password) {
    String body =
        JSON.createObjectNode().put("identifier", username).put("password", password).toString();
    JsonNode answer = JSON.readTree(post("/auth/login", "", body).body());
    return answer.path("access_token").asString();
  }

  /// Ends all sessions of a user, as an admin or a thief could.
  void endSessions(String username) {
    Assertions.assertThat(
            post("/auth/logout-everywhere", token(username, PASSWORD), "{}").statusCode())
        .isEqualTo(200);
  }

  /// Resolves them as the user of `token`.
  void resolveWaitingChats(String token, Duration atMost) {
    String body = "{\"action\":\"RESOLVE\",\"filter\":{\"view\":\"WAITING\"}}";
    String id = call("POST", "/chats/bulk", token, body).path("id").asString();
    await()
        .atMost(atMost)
        .until(() -> read("/chats/bulk/" + id, token).path("state").asString().equals("FINISHED"));
  }

  HttpResponse<String> post(String path, String token, String body) {
    return send("POST", path, token, body);
  }

  JsonNode read(String path, String token) {
    return call("GET", path, token, "");
  }

  /// The body of the response, which must be a success.
  JsonNode call(String method, String path, String token, String body) {
    HttpResponse<String> response = send(method, path, token, body);
    Assertions.assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
  }

  private HttpResponse<String> send(String method, String path, String token, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
