package id.balas.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls of one service, each from another client address if the service trusts this machine as a
/// proxy.
record Http(String url) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int LONGEST_MILLIS = 20_000;
  private static final int LARGEST = 200_000;

  record Answer(int status, String type, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String pointer) {
      return json().at(pointer).asString("");
    }

    Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  Answer get(Caller caller, String path) {
    return send(caller, "GET", path, "");
  }

  Answer post(Caller caller, String path, String json) {
    return send(caller, "POST", path, json);
  }

  /// Returns the beginning of the body only, because a stream has no end.
  Answer send(Caller caller, String method, String path, String json) {
    int client = COUNT.incrementAndGet();
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMillis(LONGEST_MILLIS))
            .header("X-Forwarded-For", "10.7.%d.%d".formatted(client >> 8 & 255, client & 255));
    if (!caller.authorization().isEmpty()) {
      request.header("Authorization", caller.authorization());
    }
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    try {
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      String type = response.headers().firstValue("Content-Type").orElse("");
      try (InputStream body = response.body()) {
        byte[] read = type.startsWith("text/event-stream") ? new byte[0] : body.readAllBytes();
        return new Answer(response.statusCode(), type, new String(read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + url + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Sends exactly these bytes, which HTTP libraries may refuse, and returns all that is received
  /// until the service closes the connection.
  String raw(String request) {
    URI address = URI.create(url);
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(LONGEST_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(LARGEST), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("no end of the response to " + request, e);
    } catch (IOException e) {
      // Closed without reading all: no response.
      return "";
    }
  }

  /// The status of a response to [#raw], 0 without one.
  static int status(String response) {
    return response.startsWith("HTTP/1.1 ") ? Integer.parseInt(response.substring(9, 12)) : 0;
  }
}
