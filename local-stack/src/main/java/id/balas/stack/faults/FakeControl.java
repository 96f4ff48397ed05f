package id.balas.stack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// The fake Whapi's switches, over HTTP.
final class FakeControl {

  static final List<String> KINDS =
      List.of(
          "stored-then-timeout",
          "lost-then-timeout",
          "500-before-storing",
          "500-after-storing",
          "429",
          "502-html",
          "dropped-before-storing",
          "dropped-after-storing",
          "slow",
          "sent-false");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  FakeControl(String url) {
    this.url = url;
  }

  void faults(double share, long seed) {
    for (String kind : KINDS) {
      String order = "{\"kind\":\"%s\",\"share\":%s,\"seed\":%d}".formatted(kind, share, seed + KINDS.indexOf(kind));
      call("POST", "/fake/faults", order);
    }
  }

  void noMoreFaults() {
    call("DELETE", "/fake/faults", "");
  }

  void health(String state) {
    call("PATCH", "/fake/channels/default", "{\"health\":\"" + state + "\"}");
  }

  void echoes(String mode) {
    call("PATCH", "/fake/channels/default", "{\"echoes\":\"" + mode + "\"}");
  }

  String faults() {
    return call("GET", "/fake/faults", "");
  }

  private String call(String method, String path, String body) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).method(method, BodyPublishers.ofString(body)).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
