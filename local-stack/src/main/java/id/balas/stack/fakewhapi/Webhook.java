package id.balas.stack.fakewhapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the provider tells of a message that it took: first its echo, then how far it has come. In mode `body`; a call
/// that is not answered with 200 is made again, a little later each time.
final class Webhook implements AutoCloseable {

  private static final long STATUS_MILLIS = 500;
  private static final int MOST_TRIES = 5;
  private static final Duration BACKOFF = Duration.ofSeconds(3);
  private static final List<String> STATUSES = List.of("sent", "delivered", "read");

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(4, Thread.ofVirtual().factory());
  private final URI url;
  private final String secret;
  private final Duration echoAfter;

  Webhook(FakeWhapiSettings settings) {
    this.url = settings.webhookUrl();
    this.secret = settings.secret();
    this.echoAfter = settings.echoAfter() == null ? FakeWhapiSettings.USUAL_ECHO : settings.echoAfter();
  }

  void echoAndStatuses(Channel channel, JsonNode message) {
    long echo = echoAfter.toMillis();
    if (channel.echoes() != EchoMode.OFF) {
      later(echo, body(channel, "messages", message), 1);
    }
    for (int i = 0; i < STATUSES.size() && channel.tellsStatuses(); i++) {
      later(echo + STATUS_MILLIS * (i + 1), body(channel, "statuses", status(message, STATUSES.get(i), i + 2)), 1);
    }
  }

  // Of the codes only 3 (delivered) and 4 (read) are known; the time is a text.
  private static ObjectNode status(JsonNode message, String status, int code) {
    return Json.object()
        .put("id", message.path("id").asString(""))
        .put("code", code)
        .put("status", status)
        .put("recipient_id", message.path("chat_id").asString(""))
        .put("timestamp", "" + Instant.now().getEpochSecond());
  }

  private static byte[] body(Channel channel, String type, JsonNode item) {
    ObjectNode body = Json.object();
    body.putArray(type).add(item);
    body.putObject("event").put("type", type).put("event", "post");
    return Json.write(body.put("channel_id", channel.id()));
  }

  private void later(long millis, byte[] body, int attempt) {
    var _ = timer.schedule(() -> call(body, attempt), millis, TimeUnit.MILLISECONDS);
  }

  private void call(byte[] body, int attempt) {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    if (!secret.isEmpty()) {
      request.header("X-Webhook-Secret", secret);
    }
    try {
      if (http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200) {
        return;
      }
    } catch (IOException _) {
      // made again below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (attempt < MOST_TRIES && !timer.isShutdown()) {
      later(BACKOFF.multipliedBy(attempt).toMillis(), body, attempt + 1);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }
}
