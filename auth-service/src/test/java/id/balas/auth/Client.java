package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the service over real HTTP, with its own IP address.
public record Client(
    RunningService service, String address, @Nullable String header, @Nullable String value) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();

  public record Answer(int status, String body, HttpResponse<String> response) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String text(String pointer) {
      return json().at(pointer).asString();
    }

    public Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  public static Client stranger(RunningService service) {
    int next = COUNT.incrementAndGet();
    return new Client(
        service,
        "10.%d.%d.%d".formatted(next >> 16 & 255, next >> 8 & 255, next & 255),
        null,
        null);
  }

  public static Client admin(RunningService service) {
    return stranger(service).signIn("admin", RunningService.PASSWORD);
  }

  /// A name that no user has.
  public static String fresh(String start) {
    return start + COUNT.incrementAndGet();
  }

  /// A new user of this role, signed in.
  public static Client user(RunningService service, String username, String role) {
    admin(service).register(username, role).is(201);
    return stranger(service).signIn(username, RunningService.PASSWORD);
  }

  public Client with(String otherHeader, String otherValue) {
    return new Client(service, address, otherHeader, otherValue);
  }

  public Client bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public Answer login(String identifier, String password) {
    return post(
        "/auth/login",
        "{\"identifier\":\"%s\",\"password\":\"%s\"}".formatted(identifier, password));
  }

  public Client signIn(String identifier, String password) {
    return bearer(login(identifier, password).is(200).text("/access_token"));
  }

  public Answer register(String username, String role) {
    return post("/auth/register", registration(username, role));
  }

  public static String registration(String username, String role) {
    return """
    {"name":"Siti %1$s","email":"%1$s@example.com","username":"%1$s","password":"%2$s","phone":"+628111","role":"%3$s"}\
    """
        .formatted(username, RunningService.PASSWORD, role);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, String json) {
    return send("POST", path, json);
  }

  public Answer patch(String path, String json) {
    return send("PATCH", path, json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  public Answer send(String method, String path, @Nullable String json, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(service.uri(path))).header("X-Forwarded-For", address);
    if (header != null && value != null) {
      request.header(header, value);
    }
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (Exception e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }
}
