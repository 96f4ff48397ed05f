package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static id.balas.fakewhapi.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Calls about chats, statuses, contacts, settings, limits and the login of the channel.
class AccountTests {

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
  void chatsAreListedInPages() throws Exception {
    client.send(CHAT, "a");
    client.send(GROUP, "b");
    JsonNode chats = client.get("/chats");
    assertThat(chats.path("total").asInt()).isEqualTo(2);
    assertThat(chats.path("chats"))
        .extracting(chat -> chat.path("type").asString())
        .containsExactlyInAnyOrder("contact", "group");
    assertThat(client.get("/chats?count=1&offset=1").path("chats")).hasSize(1);
    assertThat(client.get("/chats/" + CHAT).at("/last_message/text/body").asString())
        .isEqualTo("a");
    assertThat(client.status("/chats/6281199999999@s.whatsapp.net")).isEqualTo(404);
  }

  @Test
  void sentMessageHasAllStatuses() throws Exception {
    String id = client.sendId(CHAT, "Halo");
    await().until(() -> client.get("/statuses/" + id).path("statuses").size() == 3);
    assertThat(client.get("/statuses/" + id).path("statuses"))
        .extracting(status -> status.path("status").asString())
        .containsExactly("sent", "delivered", "read");
    assertThat(client.get("/messages/" + id).path("status").asString()).isEqualTo("read");
    String theirs =
        client
            .ok(
                client.post(
                    "/fake/messages",
                    "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"x\"}".formatted(CHAT)))
            .at("/message/id")
            .asString();
    assertThat(client.status("/statuses/" + theirs)).isEqualTo(403);
  }

  @Test
  void numbersAreChecked() throws Exception {
    JsonNode checked =
        client.ok(client.post("/contacts", "{\"contacts\":[\"+62 811-0000-0001\",\"0812\"]}"));
    assertThat(checked.at("/contacts/0/wa_id").asString()).isEqualTo("6281100000001");
    assertThat(checked.at("/contacts/1/status").asString()).isEqualTo("invalid");
    assertThat(client.call("HEAD", "/contacts/6281100000001", "").statusCode()).isEqualTo(200);
    assertThat(client.call("HEAD", "/contacts/0812", "").statusCode()).isEqualTo(404);
    client.send(CHAT, "a");
    assertThat(client.get("/contacts").path("contacts"))
        .extracting(contact -> contact.path("id").asString())
        .contains("6281100000001");
    assertThat(client.get("/contacts/6281100000001").path("id").asString())
        .isEqualTo("6281100000001");
  }

  @Test
  void settingsPatchReplacesOnlyGivenValues() throws Exception {
    assertThat(client.get("/settings").path("webhooks")).hasSize(1);
    JsonNode response =
        client.ok(
            client.call(
                "PATCH",
                "/settings",
                "{\"callback_backoff_delay_ms\":5000,\"webhooks\":[{\"url\":\"https://contoh.id/a\",\"mode\":\"path\"},{\"url\":\"https://contoh.id/b\"}]}"));
    assertThat(response.propertyNames())
        .containsExactly("before_update", "after_update", "changes");
    assertThat(response.path("changes"))
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("callback_backoff_delay_ms", "webhooks");
    assertThat(response.at("/before_update/webhooks")).hasSize(1);
    assertThat(response.at("/after_update/webhooks/1/mode").asString()).isEqualTo("body");
    assertThat(client.get("/settings")).isEqualTo(response.path("after_update"));
    assertThat(client.get("/settings").path("callback_persist").asBoolean()).isTrue();
    assertThat(client.call("DELETE", "/settings", "").statusCode()).isEqualTo(200);
    assertThat(client.get("/settings")).isEqualTo(response.path("before_update"));
    assertThat(client.call("DELETE", "/settings", "").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"callback_backoff_delay_ms\":2999}",
        "{\"max_callback_backoff_delay_ms\":3600001}",
        "{\"callback_persist\":\"yes\"}",
        "{\"webhooks\":{}}",
        "{\"webhooks\":[{\"mode\":\"body\"}]}",
        "{\"webhooks\":[{\"url\":\"not a url\"}]}",
        "{\"webhooks\":[{\"url\":\"https://contoh.id\",\"mode\":\"pigeon\"}]}",
        "{\"webhooks\":[{\"url\":\"https://contoh.id\",\"events\":[{\"type\":\"messages\",\"method\":\"get\"}]}]}",
        "{\"webhooks\":[{\"url\":\"https://contoh.id\",\"headers\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\",\"e\":\"5\",\"f\":\"6\"}}]}"
      })
  void invalidSettingsAreRejected(String settings) throws Exception {
    JsonNode before = client.get("/settings");
    assertThat(client.call("PATCH", "/settings", settings).statusCode()).isEqualTo(400);
    assertThat(client.get("/settings")).isEqualTo(before);
  }

  @Test
  void onlyTrialChannelHasLimits() throws Exception {
    assertThat(client.status("/limits")).isEqualTo(204);
    client.fault("{\"kind\":\"trial-limit\"}");
    assertThat(client.get("/limits").path("messages").asInt()).isZero();
  }

  @Test
  void webhookReportsLogoutAndLogin() throws Exception {
    assertThat(client.call("GET", "/users/login", "").statusCode()).isEqualTo(409);
    assertThat(client.call("POST", "/users/logout", "").statusCode()).isEqualTo(200);
    assertThat(client.call("POST", "/users/logout", "").statusCode()).isEqualTo(409);
    assertThat(client.get("/users/login").path("status").asString()).isEqualTo("OK");
    assertThat(client.send(CHAT, "x").statusCode()).isEqualTo(401);
    await().until(() -> webhook.received().size() == 3);
    assertThat(webhook.received())
        .anySatisfy(
            call -> assertThat(call.body().at("/health/status/text").asString("")).isEqualTo("QR"));
    assertThat(webhook.received())
        .anySatisfy(call -> assertThat(call.body().at("/qr/base64").asString("")).isNotBlank());
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"health\":\"AUTH\"}"));
    await()
        .until(() ->
            webhook.received().stream()
                .anyMatch(
                    call -> call.body().at("/health/status/text").asString("").equals("AUTH")));
  }

  @Test
  void healthProbeRestartsStoppedChannel() throws Exception {
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"health\":\"STOPPED\"}"));
    assertThat(client.get("/health?wakeup=false").at("/status/text").asString())
        .isEqualTo("STOPPED");
    assertThat(client.get("/health").at("/status/text").asString()).isEqualTo("LAUNCH");
    await()
        .until(
            () -> client.get("/health?wakeup=false").at("/status/text").asString().equals("AUTH"));
  }
}
