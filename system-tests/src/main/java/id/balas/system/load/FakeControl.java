package id.balas.system.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The fake Whapi's switches, over HTTP, and how many messages it has.
public final class FakeControl {

  private static final List<String> KINDS =
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

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  public FakeControl(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /// Each kind of trouble that a send can meet, for this share of the sends.
  public void allFaults(double share, long seed) {
    for (String kind : KINDS) {
      fault(
          "{\"kind\":\"%s\",\"share\":%s,\"seed\":%d}"
              .formatted(kind, share, seed + KINDS.indexOf(kind)));
    }
  }

  public void fault(String order) {
    call("POST", "/fake/faults", order);
  }

  public void noMoreFaults() {
    call("DELETE", "/fake/faults", "");
  }

  public String settings() {
    return call("GET", "/settings", "");
  }

  /// What `PATCH /settings` takes.
  public void settings(String change) {
    call("PATCH", "/settings", change);
  }

  /// Restarts the provider, which loses everything it does not persist.
  public void forgetCallbacks() {
    call("DELETE", "/fake/callbacks", "");
  }

  public void health(String state) {
    call("PATCH", "/fake/channels/default", "{\"health\":\"" + state + "\"}");
  }

  public void echoes(String mode) {
    call("PATCH", "/fake/channels/default", "{\"echoes\":\"" + mode + "\"}");
  }

  /// `off`: the channel does not report that messages are sent, delivered and read.
  public void statuses(String mode) {
    call("PATCH", "/fake/channels/default", "{\"statuses\":\"" + mode + "\"}");
  }

  public void clearHistory() {
    call("DELETE", "/fake/history", "");
  }

  /// The number of messages in its history.
  public int total() {
    return JSON.readTree(call("GET", "/messages/list?count=1", "")).path("total").asInt();
  }

  private String call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            path + " answered " + answer.statusCode() + " " + answer.body());
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
