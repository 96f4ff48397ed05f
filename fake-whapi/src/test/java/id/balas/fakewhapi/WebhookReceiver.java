package id.balas.fakewhapi;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Replaces the webhook of ingest-service: records the calls, and fails the next ones on request.
final class WebhookReceiver implements AutoCloseable {

  record ReceivedCall(JsonNode body, @Nullable String secret, String call, Headers headers) {}

  private final List<ReceivedCall> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger remainingFailures = new AtomicInteger();
  private final HttpServer server;

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          JsonNode body = new JsonMapper().readTree(exchange.getRequestBody());
          boolean failed = remainingFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (!failed) {
            received.add(
                new ReceivedCall(
                    body,
                    exchange.getRequestHeaders().getFirst("X-Webhook-Secret"),
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders()));
          }
          exchange.sendResponseHeaders(failed ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook");
  }

  /// A started fake that sends to this receiver.
  FakeWhapi whapi(String token, @Nullable Duration echoAfter) {
    return whapi(token, echoAfter, null);
  }

  FakeWhapi whapi(String token, @Nullable Duration echoAfter, @Nullable Path directory) {
    var whapi =
        new FakeWhapi(
            new FakeWhapiSettings(
                URI.create("http://localhost:0"),
                token,
                url(),
                "the-secret",
                echoAfter,
                directory,
                List.of("628110000001")));
    whapi.start();
    return whapi;
  }

  void failNext(int times) {
    remainingFailures.set(times);
  }

  List<ReceivedCall> received() {
    return received;
  }

  /// The items under this key of every body, in order of arrival.
  List<JsonNode> items(String key) {
    return received.stream()
        .flatMap(call -> StreamSupport.stream(call.body().path(key).spliterator(), false))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
