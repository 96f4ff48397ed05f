package id.balas.auth.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The service with clients that send any header or bytes.
final class FrontDoorClient implements AutoCloseable {

  static final String PASSWORD = RunningService.PASSWORD;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final RunningService service;

  private FrontDoorClient(RunningService service) {
    this.service = service;
  }

  static FrontDoorClient on(String databaseUrl, String... settings) {
    return new FrontDoorClient(RunningService.on(databaseUrl, settings));
  }

  <T> T bean(Class<T> type) {
    return service.bean(type);
  }

  String signIn(String user, String password) throws Exception {
    var answer =
        post(
            null,
            "/auth/login",
            "{\"identifier\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("access_token").asString();
  }

  void register(String admin, String user, String role) throws Exception {
    var answer =
        post(
            admin,
            "/auth/register",
            "{\"name\":\"%s\",\"email\":\"%s@example.com\",\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(user, user, user, PASSWORD, role));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  HttpRequest.Builder as(@Nullable String token, String path) {
    var request = HttpRequest.newBuilder(URI.create(uri(path)));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> get(@Nullable String token, String path) throws Exception {
    return send(as(token, path));
  }

  HttpResponse<String> post(@Nullable String token, String path, String json) throws Exception {
    return send(
        as(token, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofInputStream());
  }

  /// The response to bytes that HTTP libraries refuse to send.
  String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", URI.create(uri("/")).getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String uri(String path) {
    return service.uri(path);
  }

  @Override
  public void close() {
    service.close();
  }
}
