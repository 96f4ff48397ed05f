package id.balas.ingest.gaps;

import static id.balas.ingest.gaps.GapChannel.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.MessageEcho;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Content;
import id.balas.ingest.IngestService;
import id.balas.ingest.testing.Callers;
import id.balas.ingest.testing.ProviderServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Runs the service with a real Kafka, and a provider with messages that no webhook delivered. Each
/// test has its own channel, which has nothing to fill in when the service starts.
class GapsIT {

  private static final ProviderServer PROVIDER = new ProviderServer();
  private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
  private static final List<GapChannel> CHANNELS =
      IntStream.range(0, 9)
          .mapToObj(number -> GapChannel.of(PROVIDER, "gaps-" + RUN + "-" + number))
          .toList();
  private static ConfigurableApplicationContext service;
  private static int used;

  private final GapChannel channel = CHANNELS.get(used++);

  @BeforeAll
  static void start() {
    PROVIDER.jwks(Callers.jwks());
    service =
        new SpringApplicationBuilder(IngestService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--BALAS_AUTH_URL=" + PROVIDER.url(),
                "--WHAPI_BASE_URL=" + PROVIDER.url(),
                "--WHAPI_CHANNELS=broken:no-token:ID-broken,"
                    + CHANNELS.stream().map(GapChannel::setting).collect(Collectors.joining(",")),
                "--balas.gaps.settle=0s",
                "--balas.gaps.overlap=5m",
                "--balas.gaps.retry-wait=300ms");
    await()
        .untilAsserted(
            () -> assertThat(CHANNELS).allMatch(channel -> !channel.scans(service).isEmpty()));
  }

  @AfterAll
  static void stop() {
    service.close();
    PROVIDER.close();
  }

  @Test
  void publishesOnlyMissedMessages() {
    long now = seconds(-120);
    channel.account().has("accepted-1", "6281200001", now, "satu");
    channel.account().has("missed-2", "6281200001", now + 2, "tiga");
    channel.account().has("missed-1", "6281200001", now + 1, "dua");
    TestTopics.write(channel.message("accepted-1", "6281200001", now));

    channel.scan(service, seconds(-600));

    List<InboundMessage> messages = channel.messages("6281200001");
    assertThat(messages)
        .extracting(InboundMessage::id)
        .containsExactly("accepted-1", "missed-1", "missed-2");
    assertThat(messages).extracting(InboundMessage::backfilled).containsExactly(false, true, true);
    assertThat(messages.getLast().content()).isEqualTo(new Content.Text("tiga"));
    assertThat(Callers.metrics(service))
        .contains("balas_intake_gaps_found_total{channel=\"%s\"} 2.0".formatted(channel.name()))
        .contains("balas_intake_gaps_filled_total{channel=\"%s\"} 2.0".formatted(channel.name()));

    channel.scan(service, seconds(-600));
    assertThat(channel.messages("6281200001")).hasSize(3);
  }

  @Test
  void publishesMissedEchoes() {
    channel
        .account()
        .has("echo-" + channel.name(), "6281200003", seconds(-100), "dari kami")
        .put("from_me", true)
        .put("source", "api");

    channel.scan(service, seconds(-600));

    assertThat(channel.echoes("6281200003"))
        .extracting(MessageEcho::messageId)
        .containsExactly("echo-" + channel.name());
    assertThat(channel.messages("6281200003")).isEmpty();
  }

  @Test
  void readsPastPagesOfOldEchoes() {
    for (int i = 0; i < 600; i++) {
      channel
          .account()
          .has("old-echo-" + i, "6281200010", seconds(-50 * 3600) + i, "n")
          .put("from_me", true)
          .put("source", "api");
    }
    channel.account().has("behind", "6281200010", seconds(-51 * 3600), "n");

    channel.scan(service, seconds(-52 * 3600));

    assertThat(channel.messages("6281200010"))
        .extracting(InboundMessage::id)
        .containsExactly("behind");
    assertThat(channel.echoes("6281200010")).isEmpty();
  }

  @Test
  void skipsMessagesThatArriveDuringTheScan() {
    long sent = seconds(-60);
    channel.account().has("racing", "6281200004", sent, "hampir");
    channel.account().beforeList =
        () -> {
          if (channel.messages("6281200004").isEmpty()) {
            TestTopics.write(channel.message("racing", "6281200004", sent));
          }
        };

    channel.scan(service, seconds(-600));

    assertThat(channel.messages("6281200004"))
        .extracting(InboundMessage::backfilled)
        .containsExactly(false);
    assertThat(channel.scans(service).getFirst().path("found").intValue()).isZero();
  }

  @Test
  void failedScanStartsAgainFromTheSameTime() {
    for (int i = 0; i < 600; i++) {
      channel.account().has("half-" + i, "6281200005", seconds(-900) + i, "n");
    }
    channel.account().beforeList =
        () -> {
          channel.account().beforeList = null;
          channel
              .account()
              .respondsInstead("/messages/list", 3, 500, "<html>oops</html>", Map.of());
        };
    int before = channel.scans(service).size();

    channel.scan(service, seconds(-1000));

    assertThat(channel.messages("6281200005"))
        .extracting(InboundMessage::id)
        .doesNotHaveDuplicates()
        .hasSize(600);
    assertThat(channel.scans(service)).hasSize(before + 4);
    assertThat(channel.scans(service).get(1).path("error").stringValue())
        .isEqualTo("the provider answered 500");
    assertThat(Callers.metrics(service))
        .contains(
            "balas_intake_gaps_failed_scans_total{channel=\"%s\"} 3.0".formatted(channel.name()));
  }

  @Test
  void waitsForRetryAfterOfTheProvider() {
    channel.account().has("busy", "6281200006", seconds(-100), "n");
    channel
        .account()
        .respondsInstead(
            "/messages/list",
            2,
            429,
            "{\"code\":429,\"error\":\"too many\"}",
            Map.of("Retry-After", "1"));
    int before = channel.scans(service).size();

    channel.scan(service, seconds(-600));

    assertThat(channel.messages("6281200006")).hasSize(1);
    assertThat(channel.scans(service)).hasSize(before + 1);
  }

  @Test
  void watermarkStaysWhileNumberIsNotLinked() {
    channel.account().health = "QR";
    channel.account().has("unlinked", "6281200007", seconds(-100), "n");
    int before = channel.scans(service).size();
    assertThat(channel.backfill(service, seconds(-600)).statusCode()).isEqualTo(202);
    int watermarks = channel.watermarks().size();

    await().untilAsserted(() -> assertThat(channel.scans(service)).hasSizeGreaterThan(before + 1));
    assertThat(channel.scans(service).getFirst().path("error").stringValue())
        .contains("the provider reports the state QR and not AUTH");
    assertThat(channel.watermarks()).hasSize(watermarks);

    channel.account().health = "AUTH";
    await().untilAsserted(() -> assertThat(channel.messages("6281200007")).hasSize(1));
    await()
        .untilAsserted(() ->
            assertThat(channel.gaps(service).path("summary").stringValue())
                .startsWith("Complete: 1 messages"));
  }

  @Test
  void unknownTokenDoesNotStopOtherChannels() {
    channel.account().has("healthy", "6281200008", seconds(-100), "n");

    channel.scan(service, seconds(-600));

    assertThat(channel.messages("6281200008")).hasSize(1);
    assertThat(Callers.call(service, "admin", "GET", "/intake/gaps", null).body())
        .contains("the provider answered 401 (need channel authorization); link the number");
  }

  @Test
  void requiresAdminAndValidParameters() {
    for (String request :
        List.of(
            "GET /intake/gaps",
            "POST /intake/backfill?since=2026-01-01T00:00:00Z",
            "GET /intake/health")) {
      String[] parts = request.split(" ", 2);
      assertThat(Callers.call(service, null, parts[0], parts[1], null).statusCode()).isEqualTo(401);
      assertThat(Callers.call(service, "karyawan", parts[0], parts[1], null).statusCode())
          .isEqualTo(403);
    }
    HttpResponse<String> wrong = post("/intake/backfill?since=yesterday");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("must be a time such as 2026-11-23T08:00:00Z.");
    HttpResponse<String> future = post("/intake/backfill?since=2199-01-01T00:00:00Z");
    assertThat(future.statusCode()).isEqualTo(400);
    assertThat(future.body()).contains("must be a time in the past.");
    HttpResponse<String> ancient =
        post("/intake/backfill?since=2020-01-01T00:00:00Z&channel=" + channel.name());
    assertThat(ancient.statusCode()).isEqualTo(202);
    assertThat(ancient.body()).contains("The topic keeps 14 days");
    assertThat(post("/intake/backfill?since=2026-01-01T00:00:00Z&channel=unknown").statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> post(String path) {
    return Callers.call(service, "admin", "POST", path, null);
  }
}
