package id.balas.sender.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.sender.testing.TestSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

/// What Prometheus reads from a new service and after deliveries, and the retention of old
/// deliveries.
@Tag("long")
class DeliveryMetricsIT {

  private static final WireMockServer WHAPI = TestSender.provider();

  @Test
  void metricsStartAtZeroAndCountDeliveries() throws Exception {
    WHAPI.stubFor(
        post("/messages/text")
            .willReturn(
                okJson("{\"sent\":true,\"message\":{\"id\":\"{{randomValue}}\"}}")
                    .withTransformers("response-template")));
    stub("tolak", aResponse().withStatus(400));
    stub("ragu", aResponse().withStatus(500));
    stub("sibuk", aResponse().withStatus(429).withHeader("Retry-After", "3600"));
    WHAPI.stubFor(
        get(urlPathMatching("/messages/list/.*"))
            .willReturn(
                okJson(
                    "{\"messages\":[{\"id\":\"W-ragu\",\"type\":\"text\",\"source\":\"api\",\"text\":{\"body\":\"ragu\"}}]}")));
    try (ConfigurableApplicationContext service = start()) {
      await()
          .until(() -> Double.valueOf(0).equals(scrape(service).get("balas_sender_fence_lagging")));
      Map<String, Double> fresh = scrape(service);
      assertThat(fresh)
          .containsKeys(
              "balas_sender_outcomes_total{outcome=\"accepted\",reason=\"none\"}",
              "balas_sender_outcomes_total{outcome=\"failed\",reason=\"given_up\"}",
              "balas_sender_outcomes_total{outcome=\"dropped\",reason=\"person_took_over\"}",
              "balas_sender_attempts_total{outcome=\"channel_down\"}",
              "balas_sender_provider_latency_seconds_bucket{le=\"0.25\"}",
              "balas_sender_provider_latency_seconds_count",
              "balas_sender_age_at_send_seconds_bucket{le=\"60.0\"}",
              "balas_sender_age_at_send_seconds_count",
              "balas_sender_queued{reason=\"turn\",where=\"memory\"}",
              "balas_sender_queued{reason=\"quiet_hours\",where=\"parked\"}",
              "balas_sender_in_flight",
              "balas_sender_unknown_total",
              "balas_sender_unknown_resolved_total{by=\"echo\"}",
              "balas_sender_unknown_resolved_total{by=\"undecidable\"}",
              "balas_sender_parked",
              "balas_sender_oldest_unsent_seconds",
              "balas_sender_fence_lagging");
      Map<String, Double> ours = new TreeMap<>(fresh);
      // Momentary states: on a slow machine the fence may lag at any scrape.
      ours.keySet().removeIf(name -> name.startsWith("balas_sender_channel_state"));
      ours.remove("balas_sender_fence_lagging");
      assertThat(ours).allSatisfy((name, value) -> assertThat(value).as(name).isZero());

      TestTopics.write(
          message(1, "halo", null), message(2, "tolak", null), message(3, "ragu", null));
      TestTopics.write(
          message(4, "terlambat", Instant.now().minusSeconds(1)), message(5, "sibuk", null));
      await()
          .untilAsserted(() ->
              assertThat(scrape(service))
                  .containsEntry(
                      "balas_sender_outcomes_total{outcome=\"accepted\",reason=\"none\"}", 2.0)
                  .containsEntry(
                      "balas_sender_outcomes_total{outcome=\"failed\",reason=\"rejected\"}", 1.0)
                  .containsEntry(
                      "balas_sender_outcomes_total{outcome=\"dropped\",reason=\"too_late\"}", 1.0)
                  .containsEntry("balas_sender_attempts_total{outcome=\"accepted\"}", 1.0)
                  .containsEntry("balas_sender_attempts_total{outcome=\"rejected\"}", 1.0)
                  .containsEntry("balas_sender_attempts_total{outcome=\"unknown\"}", 1.0)
                  .containsEntry("balas_sender_attempts_total{outcome=\"not_sent\"}", 1.0)
                  .containsEntry("balas_sender_provider_latency_seconds_count", 4.0)
                  .containsEntry("balas_sender_age_at_send_seconds_count", 4.0)
                  .containsEntry("balas_sender_age_at_send_seconds_bucket{le=\"60.0\"}", 4.0)
                  .containsEntry("balas_sender_unknown_total", 1.0)
                  .containsEntry("balas_sender_unknown_resolved_total{by=\"list\"}", 1.0)
                  .containsEntry("balas_sender_queued{reason=\"retry\",where=\"parked\"}", 1.0)
                  .containsEntry("balas_sender_parked", 1.0)
                  .containsEntry("balas_sender_fence_lagging", 0.0)
                  .hasEntrySatisfying(
                      "balas_sender_oldest_unsent_seconds", age -> assertThat(age).isPositive()));

      countsMessagesBehindOthersAsTurn(service);
      deletesOnlyWhatEndedLongAgo(service);
    } finally {
      WHAPI.stop();
    }
  }

  private static void countsMessagesBehindOthersAsTurn(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    service
        .getBean(JdbcTemplate.class)
        .update(
            """
            INSERT INTO sender.deliveries (outbound_id, channel, chat_id, state, tries, reason, log_partition, created_at)
            VALUES ('behind', 'default', 'c', 'WAITING', 0, 'waits behind other messages of its chat', 99, now())
            """);
    ReflectionTestUtils.invokeMethod(service.getBean("queueMetrics"), "refresh");
    assertThat(scrape(service))
        .containsEntry("balas_sender_queued{reason=\"turn\",where=\"parked\"}", 1.0);
  }

  private static void deletesOnlyWhatEndedLongAgo(ConfigurableApplicationContext service) {
    JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
    jdbc.update("DELETE FROM sender.deliveries");
    jdbc.update(
        """
        INSERT INTO sender.deliveries (outbound_id, channel, chat_id, state, tries, log_partition, created_at, finished_at)
        SELECT 'old-' || n, 'default', 'c', 'ACCEPTED', 1, NULL, now() - interval '46 days', now() - interval '46 days'
        FROM generate_series(1, 2500) n
        UNION ALL VALUES
          ('recent', 'default', 'c', 'FAILED', 1, NULL, now() - interval '46 days', now() - interval '44 days'),
          ('open', 'default', 'c', 'WAITING', 1, NULL::integer, now() - interval '99 days', NULL::timestamptz),
          ('parked', 'default', 'c', 'UNKNOWN', 1, 99, now() - interval '99 days', NULL),
          ('unannounced', 'default', 'c', 'ACCEPTED', 1, 99, now() - interval '99 days', now() - interval '98 days')
        """);
    service.getBean(Retention.class).deleteExpired();
    assertThat(jdbc.queryForList("SELECT outbound_id FROM sender.deliveries", String.class))
        .containsExactlyInAnyOrder("recent", "open", "parked", "unannounced");
  }

  private static void stub(String body, ResponseDefinitionBuilder answer) {
    WHAPI.stubFor(
        post("/messages/text")
            .withRequestBody(matchingJsonPath("$.body", equalTo(body)))
            .willReturn(answer));
  }

  private static ConfigurableApplicationContext start() {
    return TestSender.start(
        WHAPI,
        TestPostgres.newDatabase(),
        "balas.pacing.enabled=false",
        // On a busy machine the provider's first responses take more than a second.
        "balas.whapi.read-timeout=5s",
        "balas.sender.unknown-wait=8s",
        "balas.sender.patience=1s");
  }

  private static Map<String, Double> scrape(ConfigurableApplicationContext service)
      throws IOException, InterruptedException {
    String port = service.getEnvironment().getProperty("local.management.port");
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
            .build();
    Map<String, Double> values = new TreeMap<>();
    HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("balas_sender_"))
        .forEach(line ->
            values.put(
                line.substring(0, line.lastIndexOf(' ')),
                Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    return values;
  }

  private static OutboundMessage message(int chat, String text, @Nullable Instant expiresAt) {
    return OutboundMessage.toChat(
        "metrics-" + chat + "-" + Instant.now(),
        "default",
        "62866000000" + chat + "@s.whatsapp.net",
        new Content.Text(text),
        Author.BOT,
        "cause",
        0,
        null,
        Instant.now(),
        expiresAt);
  }
}
