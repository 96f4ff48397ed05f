package id.balas.stack.fakewhapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The fake as a client meets it, over HTTP; the captured answers are the measure.
class FakeWhapiTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKEN = "the-token";
  private static final String CHAT = "6281100000001@s.whatsapp.net";
  private static final String MESSAGE_ID =
      "[A-Za-z0-9._]{4,30}-[A-Za-z0-9._]{4,14}(-[A-Za-z0-9._]{4,10})?(-[A-Za-z0-9._]{2,10})?";

  private final HttpClient http = HttpClient.newHttpClient();
  private WebhookReceiver webhook;
  private FakeWhapi whapi;

  @BeforeEach
  void start() throws IOException {
    webhook = new WebhookReceiver();
    whapi = new FakeWhapi(0, TOKEN, webhook.url(), "the-secret", Duration.ZERO);
    whapi.start();
  }

  @AfterEach
  void stop() {
    whapi.close();
    webhook.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer wrong", "the-token"})
  void refusesWhoHasNotTheToken(String authorization) throws Exception {
    var request = HttpRequest.newBuilder(at("/health"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":{\"code\":401,\"message\":\"need channel authorization\"}}");
  }

  @Test
  void answersASendAsTheProviderDoes() throws Exception {
    JsonNode captured = JSON.readTree(Files.readString(Path.of("src/test/resources/payloads/50-http-send-text-200.json")));
    HttpResponse<String> answer = send(CHAT, "Halo");
    JsonNode body = JSON.readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(answer.headers().firstValue("Date")).isPresent();
    assertThat(body.propertyNames()).containsExactlyElementsOf(captured.propertyNames());
    assertThat(body.path("message").propertyNames()).containsExactlyElementsOf(captured.path("message").propertyNames());
    assertThat(body.path("message").path("status").asString()).isEqualTo("pending");
    assertThat(body.path("message").path("source").asString()).isEqualTo("api");
    assertThat(body.path("message").path("chat_id").asString()).isEqualTo(CHAT);
    assertThat(body.path("message").path("text").path("body").asString()).isEqualTo("Halo");
    assertThat(body.path("message").path("timestamp").isIntegralNumber()).isTrue();
    assertThat(body.path("message").path("timestamp").asLong()).isCloseTo(Instant.now().getEpochSecond(), within(2L));
  }

  @Test
  void givesPrivateMessagesTwoSegmentsAndGroupMessagesThree() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(idOf(send(CHAT, "Halo"))).matches(MESSAGE_ID).matches("[^-]+-[^-]+");
      assertThat(idOf(send("120363000000000001@g.us", "Halo"))).matches(MESSAGE_ID).matches("[^-]+-[^-]+-[^-]+");
    }
  }

  @Test
  void addsTheSuffixToBareDigits() throws Exception {
    send("6281100000001", "Halo");
    assertThat(bodies("/messages/list/" + CHAT)).containsExactly("Halo");
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
  void refusesWhatTheProviderRefuses(String body) throws Exception {
    HttpResponse<String> answer = post("/messages/text", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(400);
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(bodies("/messages/list")).isEmpty();
  }

  @Test
  void takesAQuoteAndLastsAsLongAsTheTyping() throws Exception {
    String quoted = idOf(send(CHAT, "Halo"));
    long begun = System.nanoTime();
    HttpResponse<String> answer =
        post("/messages/text", "{\"to\":\"%s\",\"body\":\"Ya\",\"quoted\":\"%s\",\"typing_time\":0.3}".formatted(CHAT, quoted));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void keepsTheSameMessageTwiceWhenItComesTwice() throws Exception {
    assertThat(idOf(send(CHAT, "Halo"))).isNotEqualTo(idOf(send(CHAT, "Halo")));
    assertThat(bodies("/messages/list")).containsExactly("Halo", "Halo");
  }

  @Test
  void listsTheNewestFirstAndPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      send(i % 2 == 0 ? CHAT : "6281100000002", "m" + i);
    }
    JsonNode page = get("/messages/list?count=3&offset=2");
    assertThat(page.path("count").asInt()).isEqualTo(3);
    assertThat(page.path("total").asInt()).isEqualTo(7);
    assertThat(bodies("/messages/list?count=3&offset=2")).containsExactly("m4", "m3", "m2");
    assertThat(bodies("/messages/list?sort=asc&count=2")).containsExactly("m0", "m1");
    assertThat(bodies("/messages/list/" + CHAT)).containsExactly("m6", "m4", "m2", "m0");
    assertThat(get("/messages/list").path("count").asInt()).isEqualTo(100);
  }

  @Test
  void filtersByTimeAuthorAndDirection() throws Exception {
    send(CHAT, "Halo");
    long now = Instant.now().getEpochSecond();
    assertThat(bodies("/messages/list?time_from=" + (now - 5) + "&time_to=" + (now + 5))).hasSize(1);
    assertThat(bodies("/messages/list?time_from=" + (now + 60))).isEmpty();
    assertThat(bodies("/messages/list?time_to=" + (now - 60))).isEmpty();
    assertThat(bodies("/messages/list?from_me=true&normal_types=true")).hasSize(1);
    assertThat(bodies("/messages/list?from_me=false")).isEmpty();
    assertThat(bodies("/messages/list?author=6281100000001")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"count=0", "count=501", "count=x", "offset=-1", "time_from=soon", "from_me=1", "normal_types=", "sort=up", "author=me"})
  void refusesAFilterThatMeansNothing(String filter) throws Exception {
    assertThat(http.send(authorized("/messages/list?" + filter).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  @Test
  void knowsNoChatThatNeverHadAMessageAndNoChatIdWithoutSuffix() throws Exception {
    assertThat(status("/messages/list/" + CHAT)).isEqualTo(404);
    assertThat(status("/messages/list/6281100000001")).isEqualTo(400);
  }

  @Test
  void saysThatTheChannelCanSend() throws Exception {
    JsonNode health = get("/health");
    assertThat(health.path("status").path("text").asString()).isEqualTo("AUTH");
    assertThat(health.path("channel_id").asString()).isEqualTo("MANTIS-LOCAL");
  }

  @Test
  void tellsTheWebhookTheEchoAndThenTheStatuses() throws Exception {
    JsonNode sent = JSON.readTree(send(CHAT, "Halo").body()).path("message");
    await().until(() -> webhook.told().size() == 4);

    assertThat(webhook.told())
        .allSatisfy(
            call -> {
              assertThat(call.secret()).isEqualTo("the-secret");
              assertThat(call.body().path("channel_id").asString()).isEqualTo("MANTIS-LOCAL");
              assertThat(call.body().path("event").path("event").asString()).isEqualTo("post");
            });
    assertThat(webhook.told().getFirst().body().path("event").path("type").asString()).isEqualTo("messages");
    assertThat(webhook.items("messages")).containsExactly(sent);
    List<JsonNode> statuses = webhook.items("statuses");
    assertThat(statuses).extracting(status -> status.path("status").asString()).containsExactly("sent", "delivered", "read");
    assertThat(statuses)
        .allSatisfy(
            status -> {
              assertThat(status.path("id").asString()).isEqualTo(sent.path("id").asString());
              assertThat(status.path("recipient_id").asString()).isEqualTo(CHAT);
              assertThat(status.path("timestamp").isString()).isTrue();
            });
  }

  @Test
  void tellsTheWebhookAgainThatDidNotAnswer200() throws Exception {
    webhook.refuse(1);
    send(CHAT, "Halo");
    await().until(() -> webhook.items("messages").size() == 1);
  }

  @Test
  void failsAsOftenAsItIsToldToBeforeItStores() throws Exception {
    assertThat(post("/fake/faults", "{\"kind\":\"http-500\",\"times\":2}").statusCode()).isEqualTo(200);
    assertThat(send(CHAT, "a").statusCode()).isEqualTo(500);
    assertThat(send(CHAT, "b").statusCode()).isEqualTo(500);
    assertThat(send(CHAT, "c").statusCode()).isEqualTo(200);
    assertThat(bodies("/messages/list")).containsExactly("c");
  }

  @Test
  void storesAndNeverAnswersWhenATimeoutIsOrdered() throws Exception {
    post("/fake/faults", "{\"kind\":\"timeout\"}");
    HttpRequest call =
        authorized("/messages/text")
            .timeout(Duration.ofMillis(500))
            .POST(BodyPublishers.ofString("{\"to\":\"" + CHAT + "\",\"body\":\"Halo\"}"))
            .build();
    assertThatThrownBy(() -> http.send(call, BodyHandlers.discarding())).isInstanceOf(HttpTimeoutException.class);
    assertThat(bodies("/messages/list")).containsExactly("Halo");
    await().until(() -> webhook.items("messages").size() == 1);
  }

  @Test
  void forgetsFaultsAndHistoryWhenTold() throws Exception {
    send(CHAT, "Halo");
    post("/fake/faults", "{\"kind\":\"http-500\",\"times\":9}");
    assertThat(get("/fake/faults").path("waiting")).hasSize(9);
    http.send(HttpRequest.newBuilder(at("/fake/faults")).DELETE().build(), BodyHandlers.discarding());
    http.send(HttpRequest.newBuilder(at("/fake/history")).DELETE().build(), BodyHandlers.discarding());
    assertThat(get("/fake/faults").path("waiting")).isEmpty();
    assertThat(bodies("/messages/list")).isEmpty();
    assertThat(send(CHAT, "Halo").statusCode()).isEqualTo(200);
  }

  @Test
  void namesWhatIsWrongWithAFault() throws Exception {
    assertThat(post("/fake/faults", "{\"kind\":\"flood\"}").body()).contains("kind is one of http-500, timeout");
    assertThat(post("/fake/faults", "{\"kind\":\"timeout\",\"times\":\"two\"}").body()).contains("times is a whole number");
    assertThat(post("/fake/faults", "{\"kind\":\"timeout\",\"times\":0}").body()).contains("times is a whole number");
    assertThat(post("/fake/faults", "{\"kind\":\"timeout\",\"time\":1}").body()).contains("not time");
    assertThat(post("/fake/faults", "nonsense").statusCode()).isEqualTo(400);
    assertThat(get("/fake/faults").path("waiting")).isEmpty();
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + whapi.port() + path);
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + TOKEN);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(authorized(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String to, String text) throws Exception {
    return post("/messages/text", "{\"to\":\"%s\",\"body\":\"%s\"}".formatted(to, text));
  }

  private static String idOf(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("message").path("id").asString();
  }

  private int status(String path) throws Exception {
    return http.send(authorized(path).build(), BodyHandlers.discarding()).statusCode();
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = http.send(authorized(path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private List<String> bodies(String path) throws Exception {
    List<String> bodies = new ArrayList<>();
    get(path).path("messages").forEach(message -> bodies.add(message.path("text").path("body").asString()));
    return bodies;
  }
}
