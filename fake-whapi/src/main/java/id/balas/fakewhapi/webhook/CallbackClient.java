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

  private static final byte[] NO_BODY = {};

  private final HttpClient http;
  private final Exchanges exchanges;
  private final PageEvents events;

  public CallbackClient(HttpClient http, Exchanges exchanges, PageEvents events) {
    this.http = http;
    this.exchanges = exchanges;
    this.events = events;
  }

  /// During an outage nothing is sent.
  boolean deliver(Callback callback, boolean outage) throws InterruptedException {
    Instant at = Instant.now();
    long started = System.nanoTime();
    HttpRequest request = callback.request();
    if (outage) {
      record(callback, request, at, started, null, NO_BODY, "webhook outage");
      return false;
    }
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      record(callback, request, at, started, response.statusCode(), response.body(), null);
      return response.statusCode() == 200;
    } catch (IOException e) {
      record(callback, request, at, started, null, NO_BODY, e.toString());
      return false;
    }
  }

  private void record(
      Callback callback,
      HttpRequest request,
      Instant at,
      long started,
      @Nullable Integer status,
      byte[] response,
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
            (System.nanoTime() - started) / 1_000_000,
            callback.attempt(),
            request.method(),
            request.uri().toString(),
            request.headers().map(),
            callback.target().body(callback.type(), callback.method(), callback.body()),
            status,
            response,
            note);
    messages.forEach(message -> exchanges.add(message, exchange));
  }

  void publishBubbles(String channel, Callback callback) {
    callback.notices().stream()
        .map(Notice::about)
        .filter(Objects::nonNull)
        .forEach(message -> events.publish("bubble", () -> message.bubble(channel)));
  }
}
