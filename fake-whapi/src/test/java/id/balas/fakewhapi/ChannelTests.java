package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Authorization of calls and health of channels.
class ChannelTests {

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

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "the-token"})
  void callWithoutValidTokenIsRejected(String authorization) throws Exception {
    var request = HttpRequest.newBuilder(client.at("/health"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> response = client.call(request);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo("{\"error\":{\"code\":401,\"message\":\"need channel authorization\"}}");
  }

  @Test
  void tokenInQueryIsAccepted() throws Exception {
    assertThat(
            client.call(HttpRequest.newBuilder(client.at("/health?token=the-token"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void healthyChannelReportsAuth() throws Exception {
    JsonNode health = client.get("/health?wakeup=false");
    assertThat(health.path("status").path("text").asString()).isEqualTo("AUTH");
    assertThat(health.path("status").path("code").asInt()).isEqualTo(4);
    assertThat(health.path("channel_id").asString()).isEqualTo("MANTIS-LOCAL");
    assertThat(health.path("user").path("id").asString()).isEqualTo("628999000000");
    assertThat(health.path("uptime").isIntegralNumber()).isTrue();
  }

  @Test
  void tokensSeparateChannels() throws Exception {
    JsonNode added =
        client.ok(
            client.post(
                "/fake/channels",
                "{\"name\":\"second\",\"token\":\"other-token\",\"number\":\"628555000000\"}"));
    assertThat(added.path("health").asString()).isEqualTo("AUTH");
    Client second = client.withToken("other-token");
    client.send(CHAT, "a");
    JsonNode message = second.ok(second.send(CHAT, "b")).path("message");
    assertThat(message.path("from").asString()).isEqualTo("628555000000");
    assertThat(client.bodies("/messages/list")).containsExactly("a");
    assertThat(second.bodies("/messages/list")).containsExactly("b");
    assertThat(second.get("/health").path("channel_id").asString())
        .isEqualTo(added.path("id").asString());
    assertThat(client.get("/fake/channels"))
        .extracting(channel -> channel.path("name").asString())
        .containsExactly("default", "second");
    assertThat(
            client
                .post("/fake/channels", "{\"name\":\"third\",\"token\":\"other-token\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QR", "INIT", "LAUNCH", "ERROR", "SYNC_ERROR", "STOPPED"})
  void unlinkedChannelCannotSend(String health) throws Exception {
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"health\":\"" + health + "\"}"));
    assertThat(client.get("/health?wakeup=false").path("status").path("text").asString())
        .isEqualTo(health);
    assertThat(client.get("/health?wakeup=false").has("user")).isFalse();
    assertThat(client.send(CHAT, "Halo").statusCode()).isEqualTo(401);
    assertThat(client.status("/messages/list")).isEqualTo(401);
    client.ok(client.call("PATCH", "/fake/channels/default", "{\"health\":\"AUTH\"}"));
    assertThat(client.send(CHAT, "Halo").statusCode()).isEqualTo(200);
  }

  @Test
  void channelFaultsShowInHealth() throws Exception {
    client.fault("{\"kind\":\"logged-out\"}");
    assertThat(client.get("/health").path("status").path("text").asString()).isEqualTo("QR");
    assertThat(client.get("/fake/channels").get(0).path("health").asString()).isEqualTo("QR");
    assertThat(client.status("/messages/list")).isEqualTo(401);
    client.call("DELETE", "/fake/faults", "");
    assertThat(client.get("/health").path("status").path("text").asString()).isEqualTo("AUTH");
    client.fault("{\"kind\":\"removed-channel\"}");
    assertThat(client.status("/health")).isEqualTo(404);
    client.call("DELETE", "/fake/faults", "");
    client.fault("{\"kind\":\"trial-limit\",\"on\":\"all\"}");
    assertThat(client.status("/health")).isEqualTo(200);
    assertThat(client.status("/messages/list")).isEqualTo(402);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"health\":\"FINE\"}",
        "{\"echoes\":\"loud\"}",
        "{\"statuses\":true}",
        "{\"name\":\"x\"}"
      })
  void invalidChannelChangesAreRejected(String order) throws Exception {
    assertThat(client.call("PATCH", "/fake/channels/default", order).statusCode()).isEqualTo(400);
    assertThat(client.call("PATCH", "/fake/channels/nobody", "{}").statusCode()).isEqualTo(404);
  }
}
