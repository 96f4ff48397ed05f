package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.fakewhapi.channel.EchoMode;
import id.balas.fakewhapi.channel.Echoes;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.webhook.ChannelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// How webhooks are delivered: mode, retries, order, and what survives a restart.
class WebhookTests {

  @TempDir private Path directory;
  private WebhookReceiver webhook;
  private FakeWhapi whapi;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    webhook = new WebhookReceiver();
    whapi = webhook.whapi("the-token", Duration.ZERO, directory);
    client = new Client(whapi, "the-token");
    client.ok(
        client.call("PATCH", "/fake/channels/default", "{\"pace\":0.01,\"statuses\":\"off\"}"));
  }

  @AfterEach
  void stop() {
    whapi.close();
    webhook.close();
  }

  private JsonNode write(String chatId, String text) throws Exception {
    return client.ok(
        client.post(
            "/fake/messages",
            "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"%s\"}".formatted(chatId, text)));
  }

  private void webhooks(String... entries) throws Exception {
    client.ok(
        client.call("PATCH", "/settings", "{\"webhooks\":[" + String.join(",", entries) + "]}"));
  }

  private String entry(String mode, String rest) {
    return "{\"url\":\"%s\",\"mode\":\"%s\"%s}".formatted(webhook.url(), mode, rest);
  }

  private List<String> texts() {
    return webhook.items("messages").stream()
        .map(message -> message.at("/text/body").asString(""))
        .toList();
  }

  private String shown(String chatId, int bubble) throws Exception {
    return client
        .get("/fake/chats/" + chatId + "/messages")
        .at("/bubbles/" + bubble + "/webhook")
        .asString();
  }

  @ParameterizedTest
  @CsvSource({
    "body, POST /hook, POST /hook, true",
    "path, POST /hook/messages/post, POST /hook/messages/patch, false",
    "method, POST /hook/messages, PATCH /hook/messages, false"
  })
  void webhookModeDeterminesAddressAndMethod(String mode, String post, String patch, boolean inBody)
      throws Exception {
    webhooks(
        entry(
            mode,
            ",\"events\":[{\"type\":\"messages\",\"method\":\"post\"},{\"type\":\"messages\",\"method\":\"patch\"}]"));
    String id = write(CHAT, "Hola").at("/message/id").asString();
    await().until(() -> webhook.received().size() == 1);
    client.ok(
        client.post(
            "/fake/messages",
            "{\"chatId\":\"%s\",\"type\":\"edit\",\"target\":\"%s\",\"body\":\"Halo\"}"
                .formatted(CHAT, id)));
    await().until(() -> webhook.received().size() == 2);
    assertThat(webhook.received())
        .extracting(WebhookReceiver.ReceivedCall::call)
        .containsExactly(post, patch);
    assertThat(webhook.received())
        .allSatisfy(call -> assertThat(call.body().has("event")).isEqualTo(inBody));
    assertThat(webhook.received())
        .allSatisfy(call ->
            assertThat(call.body().path("channel_id").asString()).isEqualTo("MANTIS-LOCAL"));
  }

  @Test
  void webhookReceivesItsEventsAndHeaders() throws Exception {
    webhooks(
        entry(
            "path",
            ",\"headers\":{\"X-One\":\"1\",\"X-Two\":\"2\"},\"events\":[{\"type\":\"messages\",\"method\":\"post\"}]"),
        entry("method", ",\"events\":[{\"type\":\"calls\",\"method\":\"post\"}]"));
    write(CHAT, "Halo");
    client.ok(
        client.post("/fake/messages", "{\"chatId\":\"%s\",\"type\":\"call\"}".formatted(CHAT)));
    await().until(() -> webhook.received().size() == 2);
    assertThat(webhook.received())
        .extracting(WebhookReceiver.ReceivedCall::call)
        .containsExactlyInAnyOrder("POST /hook/messages/post", "POST /hook/calls");
    assertThat(webhook.received())
        .anySatisfy(call -> {
          assertThat(call.headers().getFirst("X-One")).isEqualTo("1");
          assertThat(call.headers().getFirst("X-Two")).isEqualTo("2");
        });
  }

  @Test
  void noWebhookMeansNoDelivery() throws Exception {
    webhooks();
    assertThat(write(CHAT, "Halo").path("webhook").asString()).isEqualTo("off");
  }

  @Test
  void webhooksOfChatKeepOrder() throws Exception {
    for (int i = 0; i < 50; i++) {
      write(CHAT, "m" + i);
    }
    await().until(() -> texts().size() == 50);
    assertThat(texts()).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void failedWebhookIsRetriedUntilSuccess() throws Exception {
    webhook.failNext(3);
    write(CHAT, "Halo");
    assertThat(shown(CHAT, 0)).isEqualTo("waiting");
    await().until(() -> texts().size() == 1);
    await().until(() -> shown(CHAT, 0).equals("told"));
  }

  @Test
  void backoffGrowsLinearlyUpToLimit() {
    ChannelSettings settings = new ChannelSettings(List.of());
    settings.patch(
        Client.JSON.readTree(
            "{\"callback_backoff_delay_ms\":15000,\"max_callback_backoff_delay_ms\":600000}"));
    assertThat(Stream.of(1, 2, 40, 41, 99).map(settings::backoff))
        .containsExactly(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10));
  }

  @Test
  void outageDelaysAndReordersWebhooks() throws Exception {
    webhooks(entry("body", ",\"events\":[{\"type\":\"messages\",\"method\":\"post\"}]"));
    client.ok(client.call("PATCH", "/settings", "{\"callback_backoff_delay_ms\":15000}"));
    client.fault("{\"kind\":\"webhook-outage\",\"times\":5}");
    write(CHAT, "earlier");
    await().until(() -> client.get("/fake/faults").at("/faults/0/hits").asInt() == 5);
    write(CHAT, "later");
    await().until(() -> texts().size() == 2);
    assertThat(texts()).containsExactly("later", "earlier");
  }

  @Test
  void duplicateFaultDeliversTwice() throws Exception {
    client.fault("{\"kind\":\"duplicate-webhooks\",\"chatId\":\"%s\"}".formatted(CHAT));
    write(CHAT, "a");
    write("6281100000002", "b");
    await().until(() -> texts().size() == 3);
    assertThat(texts()).containsExactlyInAnyOrder("a", "a", "b");
  }

  @Test
  void reorderFaultChangesOrder() throws Exception {
    client.fault("{\"kind\":\"reordered-webhooks\"}");
    for (int i = 0; i < 30; i++) {
      write(CHAT, "m" + i);
    }
    await().until(() -> texts().size() == 30);
    assertThat(texts()).isNotEqualTo(IntStream.range(0, 30).mapToObj(i -> "m" + i).toList());
    assertThat(texts()).doesNotHaveDuplicates();
  }

  @Test
  void batchFaultCombinesMessages() throws Exception {
    client.fault("{\"kind\":\"batched-webhooks\"}");
    for (int i = 0; i < 12; i++) {
      write(CHAT, "m" + i);
    }
    await().until(() -> texts().size() == 12);
    assertThat(webhook.received())
        .extracting(call -> call.body().path("messages").size())
        .contains(10, 2);
  }

  @Test
  void undeliveredWebhooksSurviveRestart() throws Exception {
    client.fault("{\"kind\":\"webhook-outage\"}");
    write(CHAT, "Halo");
    await().until(() -> shown(CHAT, 0).equals("waiting"));
    whapi.close();
    assertThat(webhook.received()).isEmpty();
    whapi = webhook.whapi("the-token", Duration.ZERO, directory);
    await().until(() -> texts().equals(List.of("Halo")));
    assertThat(webhook.received())
        .anySatisfy(call -> assertThat(call.secret()).isEqualTo("the-secret"));
    await().until(() -> filesIn(directory).isEmpty());
  }

  @Test
  void undeliveredWebhooksAreLostWithoutPersistence() throws Exception {
    client.ok(client.call("PATCH", "/settings", "{\"callback_persist\":false}"));
    client.fault("{\"kind\":\"webhook-outage\"}");
    write(CHAT, "Halo");
    await().until(() -> client.get("/fake/faults").at("/faults/0/hits").asInt() > 1);
    whapi.close();
    assertThat(filesIn(directory)).isEmpty();
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void fewEchoesPrecedeResponse() throws Exception {
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"echoes\":\"as-logged\"}"));
    int before = 0;
    for (int i = 0; i < 30; i++) {
      String id = client.sendId("62811000001" + (10 + i), "m" + i);
      before +=
          webhook.items("messages").stream().anyMatch(echo -> echo.path("id").asString().equals(id))
              ? 1
              : 0;
    }
    assertThat(before).isLessThan(15);
    await().until(() -> webhook.items("messages").size() == 30);
  }

  @Test
  void fewStatusesAreRepeatedOrSwapped() {
    List<Ticks> tidy = List.of(Ticks.SENT, Ticks.DELIVERED, Ticks.READ);
    List<List<Ticks>> logged =
        Stream.generate(() -> Echoes.statuses(EchoMode.AS_LOGGED)).limit(500).toList();
    assertThat(logged)
        .anyMatch(course -> course.size() == 4)
        .anyMatch(course -> !course.equals(course.stream().sorted().toList()));
    assertThat(logged)
        .allMatch(course -> course.containsAll(tidy))
        .filteredOn(tidy::equals)
        .hasSizeGreaterThan(250);
    assertThat(Echoes.statuses(EchoMode.AFTER)).isEqualTo(tidy);
  }

  @Test
  void disabledEchoesAndStatusesAreNotSent() throws Exception {
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"echoes\":\"off\"}"));
    client.sendId(CHAT, "diam");
    write(CHAT, "Halo");
    await().until(() -> webhook.items("messages").size() == 1);
    assertThat(texts()).containsExactly("Halo");
  }

  @Test
  void groupStatusesNameViewers() throws Exception {
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"statuses\":\"on\"}"));
    JsonNode group =
        client.ok(
            client.post(
                "/fake/people",
                "{\"kind\":\"group\",\"name\":\"Grup\",\"members\":[\"6281100000005\",\"6281100000006\"]}"));
    client.sendId(group.path("chatId").asString(), "Halo");
    await().until(() -> webhook.items("statuses").size() == 5);
    Map<String, Integer> viewers = new TreeMap<>();
    webhook
        .items("statuses")
        .forEach(status ->
            viewers.merge(
                status.path("status").asString() + " " + status.path("viewer_id").asString(""),
                1,
                Integer::sum));
    assertThat(viewers)
        .containsOnlyKeys(
            "sent ",
            "delivered 6281100000005",
            "delivered 6281100000006",
            "read 6281100000005",
            "read 6281100000006");
  }
}
