package id.balas.ingest.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageEcho;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.ingest.IngestService;
import id.balas.ingest.testing.Callers;
import id.balas.ingest.testing.ProviderServer;
import id.balas.ingest.testing.ProviderServer.Account;
import id.balas.ingest.translation.PossibleGap;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs instances of the service with a real Kafka, and a provider with messages that no webhook
/// delivered. Each test has its own channel.
class GapsIT {

  private static final JsonMapper JSON = new JsonMapper();

  private final ProviderServer provider = new ProviderServer();
  private final String channel = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final Account account = provider.account("token-" + channel);
  private final List<ConfigurableApplicationContext> services = new ArrayList<>();

  @BeforeAll
  static void setTimeout() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    services.forEach(ConfigurableApplicationContext::close);
    provider.close();
  }

  @Test
  void publishesOnlyMissedMessages() {
    long now = seconds(-120);
    account.has("accepted-1", "6281200001", now, "satu");
    account.has("missed-2", "6281200001", now + 2, "tiga");
    account.has("missed-1", "6281200001", now + 1, "dua");
    TestTopics.write(message("accepted-1", "6281200001", now));

    ConfigurableApplicationContext service = start();

    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(log("6281200001"))
        .extracting(InboundMessage::id)
        .containsExactly("accepted-1", "missed-1", "missed-2");
    assertThat(log("6281200001"))
        .extracting(InboundMessage::backfilled)
        .containsExactly(false, true, true);
    assertThat(log("6281200001").getLast().content()).isEqualTo(new Content.Text("tiga"));
    assertThat(Callers.metrics(service))
        .contains("balas_intake_gaps_found_total{channel=\"%s\"} 2.0".formatted(channel))
        .contains("balas_intake_gaps_filled_total{channel=\"%s\"} 2.0".formatted(channel));

    HttpResponse<String> again = order(service, seconds(-600));
    assertThat(again.statusCode()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(scans(service)).hasSizeGreaterThan(1));
    assertThat(log("6281200001")).hasSize(3);
  }

  @Test
  void readsAllPagesOfALongList() {
    long first = seconds(-3000);
    for (int i = 0; i < 1_300; i++) {
      account.has("page-" + i, "6281200002", first + i, "n" + i);
    }
    start("--balas.gaps.most=300");

    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    List<InboundMessage> filled = log("6281200002");
    assertThat(filled).extracting(InboundMessage::id).doesNotHaveDuplicates().hasSize(1_300);
    assertThat(filled).isSortedAccordingTo((one, other) -> one.sentAt().compareTo(other.sentAt()));
  }

  @Test
  void publishesMissedEchoes() {
    account
        .has("echo-" + channel, "6281200003", seconds(-100), "dari kami")
        .put("from_me", true)
        .put("source", "api");
    start();
    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(
            TestTopics.of(
                Topics.MESSAGE_ECHOES, channel + "/6281200003@s.whatsapp.net", MessageEcho.class))
        .extracting(MessageEcho::messageId)
        .containsExactly("echo-" + channel);
    assertThat(log("6281200003")).isEmpty();
  }

  @Test
  void readsPastPagesOfOldEchoes() {
    for (int i = 0; i < 600; i++) {
      account
          .has("old-echo-" + i, "6281200010", seconds(-50 * 3600) + i, "n")
          .put("from_me", true)
          .put("source", "api");
    }
    account.has("behind", "6281200010", seconds(-51 * 3600), "n");
    ConfigurableApplicationContext service = start();
    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(order(service, seconds(-52 * 3600)).statusCode()).isEqualTo(202);
    await()
        .untilAsserted(() ->
            assertThat(log("6281200010")).extracting(InboundMessage::id).containsExactly("behind"));
    assertThat(
            TestTopics.of(
                Topics.MESSAGE_ECHOES, channel + "/6281200010@s.whatsapp.net", MessageEcho.class))
        .isEmpty();
  }

  @Test
  void skipsMessagesThatArriveDuringTheScan() {
    long sent = seconds(-60);
    account.has("racing", "6281200004", sent, "hampir");
    account.beforeList =
        () -> {
          if (log("6281200004").isEmpty()) {
            TestTopics.write(message("racing", "6281200004", sent));
          }
        };
    ConfigurableApplicationContext service = start();
    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(log("6281200004")).extracting(InboundMessage::backfilled).containsExactly(false);
    assertThat(scans(service).getFirst().path("found").intValue()).isZero();
  }

  @Test
  void failedScanStartsAgainFromTheSameTime() {
    for (int i = 0; i < 600; i++) {
      account.has("half-" + i, "6281200005", seconds(-900) + i, "n");
    }
    account.beforeList =
        () -> {
          account.beforeList = null;
          account.respondsInstead("/messages/list", 3, 500, "<html>oops</html>", Map.of());
        };
    ConfigurableApplicationContext service = start();

    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(log("6281200005"))
        .extracting(InboundMessage::id)
        .doesNotHaveDuplicates()
        .hasSize(600);
    assertThat(scans(service)).hasSize(4);
    assertThat(scans(service).get(1).path("error").stringValue())
        .isEqualTo("the provider answered 500");
    assertThat(Callers.metrics(service))
        .contains("balas_intake_gaps_failed_scans_total{channel=\"%s\"} 3.0".formatted(channel));
  }

  @Test
  void waitsForRetryAfterOfTheProvider() {
    account.has("busy", "6281200006", seconds(-100), "n");
    account.respondsInstead(
        "/messages/list",
        2,
        429,
        "{\"code\":429,\"error\":\"too many\"}",
        Map.of("Retry-After", "1"));
    ConfigurableApplicationContext service = start();
    await().untilAsserted(() -> assertThat(watermarks()).isNotEmpty());
    assertThat(log("6281200006")).hasSize(1);
    assertThat(scans(service))
        .singleElement()
        .satisfies(scan -> assertThat(scan.path("error").isNull()).isTrue());
  }

  @Test
  void watermarkStaysWhileNumberIsNotLinked() {
    account.health = "QR";
    account.has("unlinked", "6281200007", seconds(-100), "n");
    ConfigurableApplicationContext service = start();

    await().untilAsserted(() -> assertThat(scans(service)).hasSizeGreaterThan(1));
    assertThat(scans(service).getFirst().path("error").stringValue())
        .contains("the provider reports the state QR and not AUTH");
    assertThat(watermarks()).isEmpty();

    account.health = "AUTH";
    await().untilAsserted(() -> assertThat(log("6281200007")).hasSize(1));
    await()
        .untilAsserted(() ->
            assertThat(gaps(service).path("summary").stringValue())
                .startsWith("Complete: 1 messages"));
  }

  @Test
  void unknownTokenDoesNotStopOtherChannels() {
    account.has("healthy", "6281200008", seconds(-100), "n");
    ConfigurableApplicationContext service =
        start(
            "--WHAPI_CHANNELS=%s:token-%s:MANTIS-TEST,broken:no-token:MANTIS-B"
                .formatted(channel, channel));
    await().untilAsserted(() -> assertThat(log("6281200008")).hasSize(1));
    await()
        .untilAsserted(() ->
            assertThat(admin(service, "GET", "/intake/gaps").body())
                .contains(
                    "the provider answered 401 (need channel authorization); link the number"));
  }

  @Test
  void otherInstanceContinuesFromTheWatermark() {
    ConfigurableApplicationContext first = start();
    await().untilAsserted(() -> assertThat(watermarks()).hasSize(1));
    ConfigurableApplicationContext second = start();
    await()
        .untilAsserted(
            () -> assertThat(Stream.of(first, second).filter(this::scansHere)).hasSize(1));
    ConfigurableApplicationContext owner = scansHere(first) ? first : second;
    ConfigurableApplicationContext other = scansHere(first) ? second : first;

    // The instance that scans handles a possible gap of the other instance.
    account.has("trouble", "6281200009", seconds(-10), "n");
    other.publishEvent(new PossibleGap(channel, "a body was too large"));
    await().untilAsserted(() -> assertThat(log("6281200009")).hasSize(1));

    // It also handles a backfill request to the other instance.
    long old = seconds(-4000);
    account.has("older", "6281200009", old, "n");
    assertThat(order(other, old - 5).statusCode()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(log("6281200009")).hasSize(2));

    // Before the close: the other instance may scan while this one still closes.
    account.has("after", "6281200009", seconds(-5), "n");
    owner.close();
    await().untilAsserted(() -> assertThat(log("6281200009")).hasSize(3));
    assertThat(scansHere(other)).isTrue();
    assertThat(scans(other).getLast().path("from").stringValue())
        .isGreaterThan(Instant.ofEpochSecond(seconds(-1800)).toString());
  }

  @Test
  void requiresAdminAndValidParameters() {
    ConfigurableApplicationContext service = start();
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
    HttpResponse<String> wrong = admin(service, "POST", "/intake/backfill?since=yesterday");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("must be a time such as 2026-11-23T08:00:00Z.");
    HttpResponse<String> ancient =
        admin(service, "POST", "/intake/backfill?since=2020-01-01T00:00:00Z");
    assertThat(ancient.statusCode()).isEqualTo(202);
    assertThat(ancient.body()).contains("The topic keeps 14 days");
    assertThat(
            admin(service, "POST", "/intake/backfill?since=2026-01-01T00:00:00Z&channel=nobody")
                .statusCode())
        .isEqualTo(404);
  }

  private ConfigurableApplicationContext start(String... more) {
    provider.jwks(Callers.jwks());
    ConfigurableApplicationContext service =
        new SpringApplicationBuilder(IngestService.class)
            .run(
                Stream.concat(
                        Stream.of(
                            "--server.port=0",
                            "--management.server.port=0",
                            "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                            "--BALAS_AUTH_URL=" + provider.url(),
                            "--WHAPI_BASE_URL=" + provider.url(),
                            "--balas.gaps.settle=0s",
                            "--balas.gaps.overlap=5m",
                            "--balas.gaps.after-trouble=200ms",
                            "--balas.gaps.retry-wait=300ms"),
                        more.length > 0 && more[0].startsWith("--WHAPI_CHANNELS")
                            ? Stream.of(more)
                            : Stream.concat(
                                Stream.of(
                                    "--WHAPI_CHANNELS=%s:token-%s".formatted(channel, channel)),
                                Stream.of(more)))
                    .toArray(String[]::new));
    services.add(service);
    return service;
  }

  private static long seconds(long ago) {
    return Instant.now().getEpochSecond() + ago;
  }

  private InboundMessage message(String id, String digits, long sentAt) {
    String chat = digits + "@s.whatsapp.net";
    Instant sent = Instant.ofEpochSecond(sentAt);
    return new InboundMessage(
        id,
        channel,
        chat,
        chat,
        "Budi",
        From.CUSTOMER,
        new Content.Text("satu"),
        null,
        sent,
        Instant.now(),
        false);
  }

  private List<InboundMessage> log(String digits) {
    return TestTopics.of(
        Topics.CHAT_INPUTS, channel + "/" + digits + "@s.whatsapp.net", InboundMessage.class);
  }

  private List<IntakeWatermark> watermarks() {
    return TestTopics.of(Topics.INTAKE_WATERMARKS, channel, IntakeWatermark.class);
  }

  private HttpResponse<String> order(ConfigurableApplicationContext service, long since) {
    return admin(service, "POST", "/intake/backfill?since=" + Instant.ofEpochSecond(since));
  }

  private HttpResponse<String> admin(
      ConfigurableApplicationContext service, String method, String path) {
    return Callers.call(service, "admin", method, path, null);
  }

  private JsonNode gaps(ConfigurableApplicationContext service) {
    return JSON.readTree(admin(service, "GET", "/intake/gaps").body()).path(0);
  }

  private boolean scansHere(ConfigurableApplicationContext service) {
    return gaps(service).path("scannedHere").booleanValue();
  }

  private List<JsonNode> scans(ConfigurableApplicationContext service) {
    return gaps(service).path("scans").valueStream().toList();
  }
}
