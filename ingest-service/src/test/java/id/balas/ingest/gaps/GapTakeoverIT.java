package id.balas.ingest.gaps;

import static id.balas.ingest.gaps.GapChannel.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.testing.TestKafka;
import id.balas.ingest.IngestService;
import id.balas.ingest.testing.Callers;
import id.balas.ingest.testing.ProviderServer;
import id.balas.ingest.translation.PossibleGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/// The first scan after a start, and the takeover of the scans by another instance.
@Tag("long")
class GapTakeoverIT {

  private final ProviderServer provider = new ProviderServer();
  private final GapChannel channel =
      GapChannel.of(provider, "c" + UUID.randomUUID().toString().substring(0, 8));
  private final List<ConfigurableApplicationContext> services = new ArrayList<>();

  @AfterEach
  void stop() {
    services.forEach(ConfigurableApplicationContext::close);
    provider.close();
  }

  @Test
  void firstScanReadsAllPagesOfALongList() {
    long first = seconds(-3000);
    for (int i = 0; i < 1_300; i++) {
      channel.account().has("page-" + i, "6281200002", first + i, "n" + i);
    }
    start("--balas.gaps.most=300");

    await().untilAsserted(() -> assertThat(channel.watermarks()).isNotEmpty());
    List<InboundMessage> filled = channel.messages("6281200002");
    assertThat(filled).extracting(InboundMessage::id).doesNotHaveDuplicates().hasSize(1_300);
    assertThat(filled).isSortedAccordingTo((one, other) -> one.sentAt().compareTo(other.sentAt()));
  }

  @Test
  void otherInstanceContinuesFromTheWatermark() {
    ConfigurableApplicationContext first = start();
    await().untilAsserted(() -> assertThat(channel.watermarks()).hasSize(1));
    ConfigurableApplicationContext second = start();
    await()
        .untilAsserted(
            () -> assertThat(Stream.of(first, second).filter(this::scansHere)).hasSize(1));
    ConfigurableApplicationContext owner = scansHere(first) ? first : second;
    ConfigurableApplicationContext other = scansHere(first) ? second : first;

    // The instance that scans handles a possible gap of the other instance.
    channel.account().has("trouble", "6281200009", seconds(-10), "n");
    other.publishEvent(new PossibleGap(channel.name(), "a body was too large"));
    await().untilAsserted(() -> assertThat(channel.messages("6281200009")).hasSize(1));

    // It also handles a backfill request to the other instance.
    long old = seconds(-4000);
    channel.account().has("older", "6281200009", old, "n");
    assertThat(channel.backfill(other, old - 5).statusCode()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(channel.messages("6281200009")).hasSize(2));

    // Before the close: the other instance may scan while this one still closes.
    channel.account().has("after", "6281200009", seconds(-5), "n");
    owner.close();
    await().untilAsserted(() -> assertThat(channel.messages("6281200009")).hasSize(3));
    assertThat(scansHere(other)).isTrue();
    assertThat(channel.scans(other).getLast().path("from").stringValue())
        .isGreaterThan(Instant.ofEpochSecond(seconds(-1800)).toString());
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
                            "--WHAPI_CHANNELS=" + channel.setting(),
                            "--balas.gaps.settle=0s",
                            "--balas.gaps.overlap=5m",
                            "--balas.gaps.after-trouble=200ms",
                            "--balas.gaps.retry-wait=300ms"),
                        Stream.of(more))
                    .toArray(String[]::new));
    services.add(service);
    return service;
  }

  private boolean scansHere(ConfigurableApplicationContext service) {
    JsonNode gaps = channel.gaps(service);
    assertThat(gaps.path("scannedHere").isBoolean()).isTrue();
    assertThat(gaps.path("scannedHere")).isEqualTo(gaps.path("scannedByThisInstance"));
    return gaps.path("scannedByThisInstance").booleanValue();
  }
}
