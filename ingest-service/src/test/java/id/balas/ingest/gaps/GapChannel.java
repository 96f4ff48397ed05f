package id.balas.ingest.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageEcho;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.ingest.testing.Callers;
import id.balas.ingest.testing.ProviderServer;
import id.balas.ingest.testing.ProviderServer.Account;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A channel in the tests of the gap scans: its account at the provider, its records in Kafka, and
/// what the REST API of an instance shows of it.
record GapChannel(String name, Account account) {

  private static final JsonMapper JSON = new JsonMapper();

  static GapChannel of(ProviderServer provider, String name) {
    Account account = provider.account("token-" + name);
    account.channelId = "ID-" + name;
    return new GapChannel(name, account);
  }

  /// For `WHAPI_CHANNELS`.
  String setting() {
    return "%s:token-%s:ID-%s".formatted(name, name, name);
  }

  static long seconds(long ago) {
    return Instant.now().getEpochSecond() + ago;
  }

  InboundMessage message(String id, String digits, long sentAt) {
    String chat = digits + "@s.whatsapp.net";
    return new InboundMessage(
        id,
        name,
        chat,
        chat,
        "Budi",
        From.CUSTOMER,
        new Content.Text("satu"),
        null,
        Instant.ofEpochSecond(sentAt),
        Instant.now(),
        false);
  }

  List<InboundMessage> messages(String digits) {
    return TestTopics.of(Topics.CHAT_INPUTS, chat(digits), InboundMessage.class);
  }

  List<MessageEcho> echoes(String digits) {
    return TestTopics.of(Topics.MESSAGE_ECHOES, chat(digits), MessageEcho.class);
  }

  List<IntakeWatermark> watermarks() {
    return TestTopics.of(Topics.INTAKE_WATERMARKS, name, IntakeWatermark.class);
  }

  private String chat(String digits) {
    return name + "/" + digits + "@s.whatsapp.net";
  }

  HttpResponse<String> backfill(ConfigurableApplicationContext service, long since) {
    return Callers.call(
        service,
        "admin",
        "POST",
        "/intake/backfill?channel=" + name + "&since=" + Instant.ofEpochSecond(since),
        null);
  }

  /// Requests a scan and waits until it is completed.
  void scan(ConfigurableApplicationContext service, long since) {
    int before = scans(service).size();
    assertThat(backfill(service, since).statusCode()).isEqualTo(202);
    await()
        .untilAsserted(() -> {
          assertThat(scans(service)).hasSizeGreaterThan(before);
          assertThat(scans(service).getFirst().path("error").isNull()).isTrue();
        });
  }

  /// The scans of this instance, newest first.
  List<JsonNode> scans(ConfigurableApplicationContext service) {
    return gaps(service).path("scans").valueStream().toList();
  }

  JsonNode gaps(ConfigurableApplicationContext service) {
    JsonNode all =
        JSON.readTree(Callers.call(service, "admin", "GET", "/intake/gaps", null).body());
    return all.valueStream()
        .filter(one -> one.path("channel").asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
