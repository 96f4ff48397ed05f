package id.balas.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// Customers who write on WhatsApp at a steady rate until stopped. Only the provider knows their
/// messages and ids.
final class ProviderCustomers {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long TICK_MILLIS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final IntakePlan plan;
  private final String fakeUrl;
  private final String prefix;
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private volatile boolean writing = true;

  ProviderCustomers(IntakePlan plan, String fakeUrl, String prefix) {
    this.plan = plan;
    this.fakeUrl = fakeUrl;
    this.prefix = prefix;
  }

  /// Returns when the provider has the last message.
  void write() {
    long begun = System.nanoTime();
    long perTick = Math.max(1, plan.perSecond() * TICK_MILLIS / 1000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; writing; i++) {
        int number = i;
        var _ = threads.submit(() -> write(number));
        if (i % perTick == 0) {
          LockSupport.parkNanos(
              begun + (i / perTick) * TICK_MILLIS * 1_000_000 - System.nanoTime());
        }
      }
    }
  }

  private void write(int number) {
    String chatId = prefix + "%04d@s.whatsapp.net".formatted(number % plan.chats());
    String body =
        "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"pesan %d\"}".formatted(chatId, number);
    var request =
        HttpRequest.newBuilder(URI.create(fakeUrl + "/fake/messages"))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        sent.add(JSON.readTree(answer.body()).path("message").path("id").asString(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    writing = false;
  }

  /// The ids of all messages that the provider accepted.
  Set<String> sent() {
    return sent;
  }
}
