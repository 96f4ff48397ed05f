package id.balas.system.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Customers who write: each message is delivered to the webhook like the provider does, and
/// redelivered until the response is 200.
public final class Customers {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_TRIES = 200;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI webhook;
  private final String secret;

  public Customers(String ingestUrl, String secret) {
    this.webhook = URI.create(ingestUrl + "/webhook/whapi");
    this.secret = secret;
  }

  public void write(String chatId, String messageId, String name, String text) {
    String body = body(chatId, messageId, name, text);
    for (int i = 0; i < MOST_TRIES; i++) {
      if (post(body) == 200) {
        return;
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
    throw new IllegalStateException("the webhook did not take " + messageId);
  }

  /// The status of one call; 0 without a response.
  public int post(String body) {
    var request =
        HttpRequest.newBuilder(webhook)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!secret.isEmpty()) {
      request.header("X-Webhook-Secret", secret);
    }
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String body(String chatId, String messageId, String name, String text) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode message =
        body.putArray("messages")
            .addObject()
            .put("id", messageId)
            .put("from_me", false)
            .put("type", "text")
            .put("chat_id", chatId)
            .put("timestamp", Instant.now().getEpochSecond())
            .put("source", "mobile")
            .put("from", chatId.replaceFirst("@.*", ""))
            .put("from_name", name);
    message.putObject("text").put("body", text);
    body.putObject("event").put("type", "messages").put("event", "post");
    return JSON.writeValueAsString(body.put("channel_id", "MANTIS-LOCAL"));
  }
}
