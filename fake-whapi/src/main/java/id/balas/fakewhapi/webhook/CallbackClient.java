package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.page.Exchange;
import id.balas.fakewhapi.page.Exchanges;
import id.balas.fakewhapi.page.PageEvents;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One attempt to deliver a webhook over HTTP, with its trace. Only 200 counts as success.
public final class CallbackClient {

  private static final byte[] NOTHING = {};

  private final HttpClient http;
  private final Exchanges exchanges;
  private final PageEvents events;

  public CallbackClient(HttpClient http, Exchanges exchanges, PageEvents events) {
    this.http = http;
    this.exchanges = exchanges;
    this.events = events;
  }

  /// During an outage nothing is sent.
  boolean succeeds(Callback callback, boolean outage) throws InterruptedException {
    Instant at = Instant.now();
    long begun = System.nanoTime();
    HttpRequest request = callback.request();
    if (outage) {
      trace(callback, request, at, begun, null, NOTHING, "webhook outage");
      return false;
    }
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      trace(callback, request, at, begun, answer.statusCode(), answer.body(), null);
      return answer.statusCode() == 200;
    } catch (IOException e) {
      trace(callback, request, at, begun, null, NOTHING, e.toString());
      return false;
    }
  }

  private void trace(
      Callback callback,
      HttpRequest request,
      Instant at,
      long begun,
      @Nullable Integer status,
      byte[] answer,
      @Nullable String note) {
    List<String> messages =
        callback.notices().stream()
            .map(Notice::about)
            .filter(Objects::nonNull)
            .map(StoredMessage::id)
            .distinct()
            .toList();
    var exchange =
        new Exchange(
            "webhook",
            at,
            (System.nanoTime() - begun) / 1_000_000,
            callback.attempt(),
            request.method(),
            request.uri().toString(),
            request.headers().map(),
            callback.target().written(callback.type(), callback.method(), callback.body()),
            status,
            answer,
            note);
    messages.forEach(message -> exchanges.add(message, exchange));
  }

  void tellWatchers(String channel, Callback callback) {
    callback.notices().stream()
        .map(Notice::about)
        .filter(Objects::nonNull)
        .forEach(message -> events.tell("bubble", () -> message.bubble(channel)));
  }
}
