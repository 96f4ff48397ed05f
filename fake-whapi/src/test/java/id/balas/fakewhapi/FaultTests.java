package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Injected faults: response and history after each.
class FaultTests {

  private static final String OTHER_CHAT = "6281100000002@s.whatsapp.net";

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
  @CsvSource({
    "500-before-storing, 500, internal error, 0",
    "500-after-storing, 500, internal error, 1",
    "429, 429, too many requests, 0",
    "trial-limit, 402, trial version limit exceeded, 0",
    "logged-out, 401, need channel authorization, 0",
    "removed-channel, 404, Channel not found, 0"
  })
  void errorFaultsStoreOrDropMessage(String kind, int status, String message, int stored)
      throws Exception {
    client.fault("{\"kind\":\"%s\",\"times\":1}".formatted(kind));
    HttpResponse<String> response = client.send(CHAT, "Halo");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Client.JSON.readTree(response.body()))
        .isEqualTo(
            Client.JSON.readTree(
                "{\"error\":{\"code\":%d,\"message\":\"%s\"}}".formatted(status, message)));
    assertThat(client.bodies("/messages/list")).hasSize(stored);
    assertThat(client.send(CHAT, "Halo").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored-then-timeout", "lost-then-timeout"})
  void timeoutFaultsStoreOrDropMessage(String kind) throws Exception {
    client.fault("{\"kind\":\"%s\"}".formatted(kind));
    var call =
        client
            .request("/messages/text")
            .POST(BodyPublishers.ofString("{\"to\":\"" + CHAT + "\",\"body\":\"Halo\"}"))
            .build();
    boolean stored = kind.startsWith("stored");
    try (var http = HttpClient.newHttpClient()) {
      var response = http.sendAsync(call, BodyHandlers.ofString());
      await().until(() -> client.get("/fake/faults").at("/faults/0/hits").asInt() == 1);
      if (stored) {
        await().until(() -> webhook.items("messages").size() == 1);
      }
      assertThat(client.bodies("/messages/list")).hasSize(stored ? 1 : 0);
      assertThat(response).isNotDone();
      http.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"dropped-before-storing, 0", "dropped-after-storing, 1"})
  void connectionFaultsStoreOrDropMessage(String kind, int stored) throws Exception {
    client.fault("{\"kind\":\"%s\"}".formatted(kind));
    // Over HTTP/2 the JDK's client would retry by itself.
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var call =
          client
              .request("/messages/text")
              .POST(BodyPublishers.ofString("{\"to\":\"" + CHAT + "\",\"body\":\"Halo\"}"))
              .build();
      assertThatThrownBy(() -> http.send(call, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
    assertThat(client.bodies("/messages/list")).hasSize(stored);
  }

  @Test
  void badGatewayAndSentFalseStoreNothing() throws Exception {
    client.fault("{\"kind\":\"502-html\",\"times\":1}");
    client.fault("{\"kind\":\"sent-false\",\"times\":1}");
    HttpResponse<String> proxy = client.send(CHAT, "Halo");
    assertThat(proxy.statusCode()).isEqualTo(502);
    assertThat(proxy.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(proxy.body()).startsWith("<html>");
    assertThat(client.send(CHAT, "Halo").body()).isEqualTo("{\"sent\":false}");
    assertThat(client.bodies("/messages/list")).isEmpty();
  }

  @Test
  void failureIsReportedBeforeTheResponse() throws Exception {
    client.fault("{\"kind\":\"failed-first\",\"times\":1}");
    String id = client.ok(client.send(CHAT, "Halo")).at("/message/id").asString();

    await().until(() -> !webhook.items("statuses").isEmpty());
    assertThat(webhook.items("statuses"))
        .singleElement()
        .satisfies(status -> {
          assertThat(status.path("id").asString()).isEqualTo(id);
          assertThat(status.path("status").asString()).isEqualTo("failed");
        });
  }

  @Test
  void retryAfterIsSentOnlyIfConfigured() throws Exception {
    client.fault("{\"kind\":\"429\",\"times\":1}");
    client.fault("{\"kind\":\"429\",\"times\":1,\"retryAfter\":7}");
    assertThat(client.send(CHAT, "a").headers().firstValue("Retry-After")).isEmpty();
    assertThat(client.send(CHAT, "b").headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void slowFaultDelaysResponse() throws Exception {
    client.fault("{\"kind\":\"slow\",\"times\":1}");
    long begun = System.nanoTime();
    assertThat(client.send(CHAT, "Halo").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(470), Duration.ofSeconds(9));
  }

  @Test
  void flatErrorsFaultChangesErrorFormat() throws Exception {
    client.fault("{\"kind\":\"flat-errors\"}");
    client.fault("{\"kind\":\"trial-limit\"}");
    assertThat(client.send(CHAT, "Halo").body())
        .isEqualTo("{\"code\":402,\"error\":\"trial version limit exceeded\"}");
  }

  @Test
  void faultHitsOnlyItsTargets() throws Exception {
    client.ok(client.post("/fake/channels", "{\"name\":\"second\",\"token\":\"other-token\"}"));
    client.fault("{\"kind\":\"500-before-storing\",\"chatId\":\"6281100000001\"}");
    client.fault("{\"kind\":\"429\",\"channel\":\"second\"}");
    client.fault("{\"kind\":\"502-html\",\"on\":\"reads\",\"times\":1}");
    assertThat(client.send("6281100000001", "a").statusCode()).isEqualTo(500);
    assertThat(client.send(OTHER_CHAT, "b").statusCode()).isEqualTo(200);
    assertThat(client.withToken("other-token").send(OTHER_CHAT, "c").statusCode()).isEqualTo(429);
    assertThat(client.status("/messages/list")).isEqualTo(502);
    assertThat(client.bodies("/messages/list")).containsExactly("b");
  }

  @Test
  void sharedFaultIsRepeatableBySeed() throws Exception {
    List<Integer> first = statuses(7, 2);
    assertThat(first).contains(200, 500);
    assertThat(first.stream().filter(status -> status == 500).count()).isBetween(5L, 40L);
    assertThat(statuses(7, 3)).isEqualTo(first);
    assertThat(statuses(8, 3)).isNotEqualTo(first);
  }

  private List<Integer> statuses(int seed, int interval) throws Exception {
    client.call("DELETE", "/fake/faults", "");
    client.fault("{\"kind\":\"500-before-storing\",\"share\":0.3,\"seed\":%d}".formatted(seed));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      statuses.add(client.send(CHAT, "m" + i).statusCode());
      if (i % interval == 0) {
        client.send(OTHER_CHAT, "m" + i);
      }
    }
    return statuses;
  }

  @Test
  void faultCountsHitsAndExpires() throws Exception {
    String id =
        client
            .fault("{\"kind\":\"500-before-storing\",\"times\":2}")
            .path("faults")
            .get(0)
            .path("id")
            .asString();
    for (int i = 0; i < 3; i++) {
      client.send(CHAT, "m" + i);
    }
    assertThat(client.bodies("/messages/list")).containsExactly("m2");
    JsonNode fault = client.get("/fake/faults").path("faults").get(0);
    assertThat(fault.path("hits").asInt()).isEqualTo(2);
    assertThat(fault.path("times").asInt()).isEqualTo(2);
    assertThat(fault.path("share").asDouble()).isEqualTo(1.0);
    assertThat(fault.path("channel").isNull()).isTrue();
    assertThat(client.call("DELETE", "/fake/faults/" + id, "").statusCode()).isEqualTo(200);
    assertThat(client.call("DELETE", "/fake/faults/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void faultsAndHistoryCanBeCleared() throws Exception {
    client.send(CHAT, "Halo");
    client.fault("{\"kind\":\"500-before-storing\",\"times\":9}");
    assertThat(client.get("/fake/faults").path("faults")).hasSize(1);
    client.call("DELETE", "/fake/faults", "");
    client.call("DELETE", "/fake/history", "");
    assertThat(client.get("/fake/faults").path("faults")).isEmpty();
    assertThat(client.bodies("/messages/list")).isEmpty();
    assertThat(client.send(CHAT, "Halo").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"flood\"} | kind must be one of stored-then-timeout",
        "{\"kind\":\"429\",\"times\":\"two\"} | times must be a whole number",
        "{\"kind\":\"429\",\"times\":0} | times must be a whole number",
        "{\"kind\":\"429\",\"time\":1} | unknown field time",
        "{\"kind\":\"429\",\"share\":0} | share must be above 0",
        "{\"kind\":\"429\",\"share\":1.1} | share must be above 0",
        "{\"kind\":\"429\",\"seed\":\"x\"} | seed must be a whole number",
        "{\"kind\":\"429\",\"on\":\"all of them\"} | on must be one of sends, reads, all",
        "nonsense | must be a JSON object"
      })
  void invalidFaultsAreRejectedWithReason(String order, String text) throws Exception {
    HttpResponse<String> response = client.post("/fake/faults", order);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(text);
    assertThat(client.get("/fake/faults").path("faults")).isEmpty();
  }
}
