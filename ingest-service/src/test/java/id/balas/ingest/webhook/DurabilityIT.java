package id.balas.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.Topics;
import id.balas.events.testing.TestKafka;
import id.balas.ingest.IngestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Kafka is there and takes no record; and there is room for one record at a time, and for little
/// memory.
class DurabilityIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ConfigResource TOPIC =
      new ConfigResource(ConfigResource.Type.TOPIC, Topics.CHAT_INPUTS);

  @Test
  void answers503UntilKafkaHasTheRecordForGoodAndThenTakesIt() throws Exception {
    try (ConfigurableApplicationContext service = start();
        Admin kafka =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()))) {
      URI webhook =
          URI.create(
              "http://localhost:%s/webhook/whapi"
                  .formatted(service.getEnvironment().getProperty("local.server.port")));
      assertThat(post(webhook, "D-1").statusCode()).isEqualTo(200);
      await()
          .until(() ->
              threeAtOnce(webhook).stream()
                  .anyMatch(it -> it.body().contains("Too many messages")));
      try {
        set(kafka, new AlterConfigOp(new ConfigEntry("max.message.bytes", "10"), OpType.SET));
        List<HttpResponse<String>> answers = new ArrayList<>();
        await()
            .until(() ->
                answers.addAll(threeAtOnce(webhook))
                    && last(answers, 3).allMatch(it -> it.statusCode() == 503));
        assertThat(answers)
            .anySatisfy(answer -> assertThat(answer.body()).contains("could not be stored yet"));
        HttpResponse<String> refused = post(webhook, "D-5");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      } finally {
        set(kafka, new AlterConfigOp(new ConfigEntry("max.message.bytes", "4194304"), OpType.SET));
      }
      await().atMost(Duration.ofSeconds(15)).until(() -> post(webhook, "D-6").statusCode() == 200);
      HttpResponse<String> large =
          HTTP.send(request(webhook, "D-7", "a".repeat(40_000)), BodyHandlers.ofString());
      assertThat(large.statusCode()).isEqualTo(503);
      assertThat(post(webhook, "D-8").statusCode()).isEqualTo(200);
    }
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(IngestService.class)
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
            "--balas.intake.max-records-in-flight=1",
            "--balas.webhook.max-bodies-in-memory=32KB");
  }

  private static void set(Admin kafka, AlterConfigOp change) throws Exception {
    kafka.incrementalAlterConfigs(Map.of(TOPIC, List.of(change))).all().get();
  }

  private static List<HttpResponse<String>> threeAtOnce(URI webhook) {
    return Stream.of("D-2", "D-3", "D-4")
        .map(id -> HTTP.sendAsync(request(webhook, id, "a"), BodyHandlers.ofString()))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static <T> Stream<T> last(List<T> all, int count) {
    return all.subList(all.size() - count, all.size()).stream();
  }

  private static HttpResponse<String> post(URI webhook, String id) throws Exception {
    return HTTP.send(request(webhook, id, "a"), BodyHandlers.ofString());
  }

  private static HttpRequest request(URI webhook, String id, String text) {
    String body =
        "{\"messages\":[{\"id\":\"%s\",\"from\":\"6281190009\",\"text\":{\"body\":\"%s\"}}]}"
            .formatted(id, text);
    return HttpRequest.newBuilder(webhook)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(3))
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
