package id.balas.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestKafka;
import id.balas.events.wire.Topics;
import id.balas.ingest.IngestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Checks that the webhook returns 503 while Kafka is slow, while Kafka rejects records, and while
/// memory is short. The limits allow one record in flight and 32 KB of bodies.
class DurabilityIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ConfigResource TOPIC =
      new ConfigResource(ConfigResource.Type.TOPIC, Topics.CHAT_INPUTS);
  // Only a limit for a service that hangs; no assertion depends on it.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static ConfigurableApplicationContext service;
  private static URI webhook;

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(IngestService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--spring.kafka.producer.properties.interceptor.classes="
                    + SlowKafka.class.getName(),
                "--balas.intake.max-records-in-flight=1",
                "--balas.webhook.max-bodies-in-memory=32KB");
    webhook =
        URI.create(
            "http://localhost:%s/webhook/whapi"
                .formatted(service.getEnvironment().getProperty("local.server.port")));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void secondRecordIsRejectedWhileTheFirstIsStored() throws Exception {
    SlowKafka.GATE.acquire();
    CompletableFuture<HttpResponse<String>> first;
    try {
      first = HTTP.sendAsync(request("D-1", "a"), BodyHandlers.ofString());
      await().atMost(LIMIT).until(SlowKafka.GATE::hasQueuedThreads);

      HttpResponse<String> second = post("D-2");

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("Too many messages");
    } finally {
      SlowKafka.GATE.release();
    }
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(post("D-2").statusCode()).isEqualTo(200);
  }

  @Test
  void answers503UntilKafkaStoresTheRecord() throws Exception {
    assertThat(post("D-3").statusCode()).isEqualTo(200);
    try {
      setMaxMessageBytes("10");
      await().atMost(LIMIT).until(() -> post("D-4").statusCode() == 503);

      HttpResponse<String> refused = post("D-5");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("could not be stored yet");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    } finally {
      setMaxMessageBytes("4194304");
    }
    await().atMost(LIMIT).until(() -> post("D-5").statusCode() == 200);
  }

  @Test
  void bodyLargerThanMemoryIsRejected() throws Exception {
    HttpResponse<String> large =
        HTTP.send(request("D-6", "a".repeat(40_000)), BodyHandlers.ofString());

    assertThat(large.statusCode()).isEqualTo(503);
    assertThat(post("D-7").statusCode()).isEqualTo(200);
  }

  private static void setMaxMessageBytes(String value) throws Exception {
    var change = new AlterConfigOp(new ConfigEntry("max.message.bytes", value), OpType.SET);
    try (Admin kafka =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()))) {
      kafka.incrementalAlterConfigs(Map.of(TOPIC, List.of(change))).all().get();
    }
  }

  private static HttpResponse<String> post(String id) throws Exception {
    return HTTP.send(request(id, "a"), BodyHandlers.ofString());
  }

  private static HttpRequest request(String id, String text) {
    String body =
        "{\"messages\":[{\"id\":\"%s\",\"from\":\"6281190009\",\"text\":{\"body\":\"%s\"}}]}"
            .formatted(id, text);
    return HttpRequest.newBuilder(webhook)
        .header("Content-Type", "application/json")
        .timeout(LIMIT)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /// Blocks each record before it is sent while the test holds the gate.
  public static final class SlowKafka implements ProducerInterceptor<String, byte[]> {

    private static final Semaphore GATE = new Semaphore(1);

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
      GATE.acquireUninterruptibly();
      GATE.release();
      return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
  }
}
