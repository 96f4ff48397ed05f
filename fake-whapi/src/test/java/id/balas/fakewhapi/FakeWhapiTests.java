package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static id.balas.fakewhapi.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Sending and listing over HTTP, compared with captured responses of the provider.
class FakeWhapiTests {

  private static final String MESSAGE_ID =
      "[A-Za-z0-9._]{4,30}-[A-Za-z0-9._]{4,14}(-[A-Za-z0-9._]{4,10})?(-[A-Za-z0-9._]{2,10})?";

  private WebhookReceiver webhook;
  private FakeWhapi whapi;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    webhook = new WebhookReceiver();
    whapi = webhook.whapi("the-token", Duration.ZERO);
    client = new Client(whapi, "the-token");
  }

  @AfterEach
  void stop() {
    whapi.close();
    webhook.close();
  }

  @Test
  void sendResponseMatchesCapturedResponse() throws Exception {
    JsonNode captured =
        Client.JSON.readTree(
            Files.readString(Path.of("src/test/resources/payloads/50-http-send-text-200.json")));
    HttpResponse<String> response = client.send(CHAT, "Halo");
    JsonNode body = Client.JSON.readTree(response.body());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(response.headers().firstValue("Date")).isPresent();
    assertThat(body.propertyNames()).containsExactlyElementsOf(captured.propertyNames());
    assertThat(body.path("message").propertyNames())
        .containsExactlyElementsOf(captured.path("message").propertyNames());
    assertThat(body.path("message").path("status").asString()).isEqualTo("pending");
    assertThat(body.path("message").path("source").asString()).isEqualTo("api");
    assertThat(body.path("message").path("chat_id").asString()).isEqualTo(CHAT);
    assertThat(body.path("message").path("text").path("body").asString()).isEqualTo("Halo");
    assertThat(body.path("message").path("timestamp").isIntegralNumber()).isTrue();
    assertThat(body.path("message").path("timestamp").asLong())
        .isCloseTo(Instant.now().getEpochSecond(), within(2L));
  }

  @Test
  void messageIdsHaveTwoOrThreeSegments() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(client.sendId(CHAT, "Halo")).matches(MESSAGE_ID).matches("[^-]+-[^-]+");
      assertThat(client.sendId(GROUP, "Halo")).matches(MESSAGE_ID).matches("[^-]+-[^-]+-[^-]+");
    }
  }

  @Test
  void bareDigitsGetPrivateChatSuffix() throws Exception {
    client.send("6281100000001", "Halo");
    assertThat(client.bodies("/messages/list/" + CHAT)).containsExactly("Halo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"to\":\"62811xxxx@s.whatsapp.net\",\"body\":\"Halo\"}",
        "{\"to\":\"+6281100000001\",\"body\":\"Halo\"}",
        "{\"to\":\"12345678\",\"body\":\"Halo\"}",
        "{\"to\":6281100000001,\"body\":\"Halo\"}",
        "{\"body\":\"Halo\"}",
        "{\"to\":\"6281100000001\"}",
        "{\"to\":\"6281100000001\",\"body\":\"\"}",
        "{\"to\":\"6281100000001\",\"body\":5}",
        "{\"to\":\"6281100000001\",\"body\":\"Halo\",\"quoted\":\"no id\"}",
        "{\"to\":\"6281100000001\",\"body\":\"Halo\",\"typing_time\":61}",
        "{\"to\":\"6281100000001\",\"body\":\"Halo\",\"typing_time\":-1}",
        "{\"to\":\"6281100000001\",\"body\":\"Halo\",\"typing_time\":\"2\"}",
        "[]",
        "{",
        ""
      })
  void invalidSendsAreRejected(String body) throws Exception {
    HttpResponse<String> response = client.post("/messages/text", body);
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = Client.JSON.readTree(response.body()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(400);
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(client.bodies("/messages/list")).isEmpty();
  }

  @Test
  void typingTimeDelaysResponse() throws Exception {
    String quoted = client.sendId(CHAT, "Halo");
    long begun = System.nanoTime();
    HttpResponse<String> response =
        client.post(
            "/messages/text",
            "{\"to\":\"%s\",\"body\":\"Ya\",\"quoted\":\"%s\",\"typing_time\":0.3}"
                .formatted(CHAT, quoted));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void duplicateSendIsStoredTwice() throws Exception {
    assertThat(client.sendId(CHAT, "Halo")).isNotEqualTo(client.sendId(CHAT, "Halo"));
    assertThat(client.bodies("/messages/list")).containsExactly("Halo", "Halo");
  }

  @Test
  void messagesAreListedNewestFirstInPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      client.send(i % 2 == 0 ? CHAT : "6281100000002", "m" + i);
    }
    JsonNode page = client.get("/messages/list?count=3&offset=2");
    assertThat(page.path("count").asInt()).isEqualTo(3);
    assertThat(page.path("total").asInt()).isEqualTo(7);
    assertThat(client.bodies("/messages/list?count=3&offset=2")).containsExactly("m4", "m3", "m2");
    assertThat(client.bodies("/messages/list?sort=asc&count=2")).containsExactly("m0", "m1");
    assertThat(client.bodies("/messages/list/" + CHAT)).containsExactly("m6", "m4", "m2", "m0");
    assertThat(client.get("/messages/list").path("count").asInt()).isEqualTo(100);
  }

  @Test
  void listFiltersByTimeAuthorAndDirection() throws Exception {
    client.send(CHAT, "Halo");
    long now = Instant.now().getEpochSecond();
    assertThat(client.bodies("/messages/list?time_from=" + (now - 5) + "&time_to=" + (now + 5)))
        .hasSize(1);
    assertThat(client.bodies("/messages/list?time_from=" + (now + 60))).isEmpty();
    assertThat(client.bodies("/messages/list?time_to=" + (now - 60))).isEmpty();
    assertThat(client.bodies("/messages/list?from_me=true&normal_types=true")).hasSize(1);
    assertThat(client.bodies("/messages/list?from_me=false")).isEmpty();
    assertThat(client.bodies("/messages/list?author=6281100000001")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count=0",
        "count=501",
        "count=x",
        "offset=-1",
        "time_from=soon",
        "from_me=1",
        "normal_types=",
        "sort=up",
        "author=me"
      })
  void invalidFiltersAreRejected(String filter) throws Exception {
    assertThat(client.status("/messages/list?" + filter)).isEqualTo(400);
  }

  @Test
  void unknownChatAndInvalidChatIdAreRejected() throws Exception {
    assertThat(client.status("/messages/list/" + CHAT)).isEqualTo(404);
    assertThat(client.status("/messages/list/6281100000001")).isEqualTo(400);
  }

  @Test
  void webhookReceivesEchoThenStatuses() throws Exception {
    JsonNode sent = Client.JSON.readTree(client.send(CHAT, "Halo").body()).path("message");
    await().until(() -> webhook.received().size() == 4);

    assertThat(webhook.received())
        .allSatisfy(call -> {
          assertThat(call.secret()).isEqualTo("the-secret");
          assertThat(call.body().path("channel_id").asString()).isEqualTo("MANTIS-LOCAL");
          assertThat(call.body().path("event").path("event").asString()).isEqualTo("post");
        });
    assertThat(webhook.received().getFirst().body().path("event").path("type").asString())
        .isEqualTo("messages");
    assertThat(webhook.items("messages")).containsExactly(sent);
    List<JsonNode> statuses = webhook.items("statuses");
    assertThat(statuses)
        .extracting(status -> status.path("status").asString())
        .containsExactly("sent", "delivered", "read");
    assertThat(statuses)
        .allSatisfy(status -> {
          assertThat(status.path("id").asString()).isEqualTo(sent.path("id").asString());
          assertThat(status.path("recipient_id").asString()).isEqualTo(CHAT);
          assertThat(status.path("timestamp").isString()).isTrue();
        });
  }

  @Test
  void failedWebhookIsRetried() throws Exception {
    webhook.failNext(1);
    client.send(CHAT, "Halo");
    await().until(() -> webhook.items("messages").size() == 1);
  }
}
