package id.balas.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestTopics;
import id.balas.events.wire.Topics;
import id.balas.ingest.IngestService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Two instances behind a simulated load balancer. It checks the readiness of each ten times a
/// second and uses the ready ones in turn. If it cannot connect, it tries the other one. It never
/// repeats a sent request. A response other than 200 counts as an error, and so does a connection
/// that ends without a response.
@Tag("long")
class RollingRestartIT {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final int CUSTOMERS = 16;

  private final Map<Integer, ConfigurableApplicationContext> instances = new ConcurrentHashMap<>();
  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
  private final Queue<String> unearned = new ConcurrentLinkedQueue<>();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger turn = new AtomicInteger();

  @Test
  void rollingRestartCausesNoErrors() throws Exception {
    instances.put(0, start());
    instances.put(1, start());
    Thread prober = Thread.startVirtualThread(this::probe);
    await().until(() -> ready.size() == 2);
    List<Thread> customers =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(i -> Thread.startVirtualThread(() -> write(i)))
            .toList();

    for (int each : List.of(0, 1)) {
      int before = accepted.size();
      await().until(() -> accepted.size() > before + 200);
      close(each);
      instances.put(each, start());
      await().until(() -> ready.contains(each));
    }
    int then = accepted.size();
    await().until(() -> accepted.size() > then + 200);
    over.set(true);
    for (Thread customer : customers) {
      customer.join();
    }
    prober.join();
    instances.values().forEach(ConfigurableApplicationContext::close);

    assertThat(unearned).isEmpty();
    Set<String> stored =
        TestTopics.raw(Topics.CHAT_INPUTS).stream()
            .map(record ->
                new String(
                    record.headers().lastHeader("ce_id").value(),
                    java.nio.charset.StandardCharsets.UTF_8))
            .collect(Collectors.toSet());
    assertThat(stored).containsAll(accepted);
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(IngestService.class)
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
            "--logging.level.id.balas=WARN",
            "--balas.webhook.drain=1s");
  }

  private void close(int each) {
    ConfigurableApplicationContext instance = instances.get(each);
    if (instance != null) {
      instance.close();
    }
  }

  private void probe() {
    while (!over.get()) {
      for (int each : List.of(0, 1)) {
        ConfigurableApplicationContext instance = instances.get(each);
        boolean isReady = instance != null && isReady(instance);
        if (!isReady) {
          ready.remove(each);
        } else {
          ready.add(each);
        }
      }
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }
  }

  private static boolean isReady(ConfigurableApplicationContext instance) {
    try {
      var request =
          HttpRequest.newBuilder(
                  address(instance, "local.management.port", "/actuator/health/readiness"))
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException | IllegalStateException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(int customer) {
    for (int i = 0; !over.get(); i++) {
      String id = "rolling-" + customer + "-" + i;
      String body =
          "{\"messages\":[{\"id\":\"%s\",\"from\":\"62812%05d\",\"text\":{\"body\":\"a\"}}]}"
              .formatted(id, customer);
      try {
        int status = sendToAReadyOne(body);
        if (status == 200) {
          accepted.add(id);
        } else {
          unearned.add(id + " was answered " + status);
        }
      } catch (IOException e) {
        unearned.add(id + " had no answer: " + e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private int sendToAReadyOne(String body) throws IOException, InterruptedException {
    while (true) {
      List<Integer> now = List.copyOf(ready);
      ConfigurableApplicationContext instance =
          now.isEmpty()
              ? null
              : instances.get(now.get(Math.floorMod(turn.getAndIncrement(), now.size())));
      if (instance == null) {
        throw new IOException("no instance is ready");
      }
      try {
        var request =
            HttpRequest.newBuilder(address(instance, "local.server.port", "/webhook/whapi"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
        return answer.statusCode();
      } catch (ConnectException _) {
        // Nothing was sent, so try the next instance.
      }
    }
  }

  private static URI address(ConfigurableApplicationContext instance, String port, String path) {
    return URI.create(
        "http://localhost:" + instance.getEnvironment().getRequiredProperty(port) + path);
  }
}
