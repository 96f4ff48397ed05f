package id.balas.sender.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TcpRelay;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.sender.testing.TestSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// PostgreSQL or Kafka is lost without a reset.
@Tag("long")
class SilenceIT {

  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(40);

  private final String chatId = "6285" + System.nanoTime() % 100_000_000 + "@s.whatsapp.net";
  private final String database = TestPostgres.newDatabase();
  private final TcpRelay toPostgres = TcpRelay.toPostgres(database);
  private final TcpRelay toKafka = TcpRelay.toKafka();
  private final WireMockServer provider = TestSender.provider();
  private final ConfigurableApplicationContext sender =
      TestSender.start(
          provider,
          toPostgres.before(database),
          "balas.pacing.enabled=false",
          // The embedded broker sets this property for the whole JVM.
          "spring.kafka.bootstrap-servers=" + toKafka.before(TestKafka.bootstrapServers()));

  @AfterEach
  void stop() {
    sender.close();
    toKafka.close();
    toPostgres.close();
    provider.stop();
  }

  @Test
  void lostDatabaseConnectionsAreReplaced() {
    send("1");
    await().untilAsserted(() -> assertThat(ended()).containsExactly(id("1")));

    toPostgres.silence();
    send("2");

    await()
        .atMost(GOES_ON_WITHIN)
        .untilAsserted(() -> assertThat(ended()).containsExactly(id("1"), id("2")));
  }

  @Test
  void lostKafkaConnectionsAreReplaced() {
    send("1");
    await().untilAsserted(() -> assertThat(ended()).containsExactly(id("1")));

    toKafka.silence();
    send("2");

    await()
        .atMost(GOES_ON_WITHIN)
        .untilAsserted(() -> assertThat(ended()).containsExactly(id("1"), id("2")));
  }

  @Test
  void unavailableKafkaDelaysNoOtherScheduledWork() {
    send("1");
    await().untilAsserted(() -> assertThat(ended()).containsExactly(id("1")));
    reportFailureOf("1");
    // Now the producer knows the topic.
    await().until(() -> state("1").equals("FAILED"));
    send("2");
    await().untilAsserted(() -> assertThat(ended()).containsExactly(id("1"), id("2")));

    toKafka.freeze();
    try {
      reportFailureOf("2");
      // Reported failures are matched every 2 s.
      await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
      jdbc()
          .update(
              """
              INSERT INTO sender.deliveries (outbound_id, channel, chat_id, state, tries, log_partition, created_at)
              VALUES ('parked', 'default', 'c', 'WAITING', 0, 99, now())
              """);
      await().atMost(GOES_ON_WITHIN).until(() -> parked() == 1);
    } finally {
      toKafka.thaw();
    }
    await().atMost(GOES_ON_WITHIN).until(() -> state("2").equals("FAILED"));
  }

  private void reportFailureOf(String number) {
    jdbc()
        .update(
            "INSERT INTO sender.reported_failures VALUES ('default', ?, 'blocked', now())",
            "W-" + id(number));
  }

  private double parked() {
    return sender.getBean(MeterRegistry.class).get("balas.sender.parked").gauge().value();
  }

  private String state(String number) {
    return String.valueOf(
        jdbc()
            .queryForObject(
                "SELECT state FROM sender.deliveries WHERE outbound_id = ?",
                String.class,
                id(number)));
  }

  private JdbcTemplate jdbc() {
    return sender.getBean(JdbcTemplate.class);
  }

  private void send(String number) {
    provider.stubFor(
        post("/messages/text")
            .willReturn(
                okJson(
                    "{\"sent\":true,\"message\":{\"id\":\"W-%s\",\"status\":\"pending\"}}"
                        .formatted(id(number)))));
    TestTopics.write(
        OutboundMessage.toChat(
            id(number),
            "default",
            chatId,
            new Content.Text("Halo " + number),
            Author.NOTICE,
            "cause-" + number,
            0,
            null,
            Instant.now(),
            null));
  }

  private String id(String number) {
    return chatId + "-" + number;
  }

  private List<String> ended() {
    return TestTopics.of(Topics.MESSAGE_STATUSES, "default/" + chatId, MessageStatus.class).stream()
        .map(MessageStatus::outboundId)
        .distinct()
        .toList();
  }
}
