package id.balas.fakewhapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the fake with a channel's token, like the sender.
final class Client {

  static final String CHAT = "6281100000001@s.whatsapp.net";
  static final String GROUP = "120363000000000001@g.us";
  static final JsonMapper JSON = new JsonMapper();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final String token;

  Client(FakeWhapi whapi, String token) {
    this(whapi.port(), token);
  }

  private Client(int port, String token) {
    this.port = port;
    this.token = token;
  }

  Client withToken(String other) {
    return new Client(port, other);
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    return HTTP.send(
        request(path).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /// The lines of a response that does not end. Close the stream.
  Stream<String> lines(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.ofLines()).body();
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return call("POST", path, body);
  }

  HttpResponse<String> send(String to, String text) throws Exception {
    return post("/messages/text", "{\"to\":\"%s\",\"body\":\"%s\"}".formatted(to, text));
  }

  /// The body of a response that must be 200.
  JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  JsonNode get(String path) throws Exception {
    return ok(call("GET", path, ""));
  }

  int status(String path) throws Exception {
    return call("GET", path, "").statusCode();
  }

  JsonNode sent(String path, String body) throws Exception {
    return ok(post(path, body)).path("message");
  }

  /// Sends a text and returns its id.
  String sendId(String to, String text) throws Exception {
    return ok(send(to, text)).path("message").path("id").asString();
  }

  JsonNode fault(String order) throws Exception {
    return ok(post("/fake/faults", order));
  }

  List<String> bodies(String path) throws Exception {
    List<String> bodies = new ArrayList<>();
    get(path)
        .path("messages")
        .forEach(message -> bodies.add(message.path("text").path("body").asString()));
    return bodies;
  }
}
