package id.balas.sender.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.sender.testing.TestSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two instances of the service, with an admin who uses the first one.
class ChannelsIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final WireMockServer WHAPI = TestSender.provider();
  private static ConfigurableApplicationContext service;
  private static ConfigurableApplicationContext other;

  @BeforeAll
  static void start() {
    WHAPI.stubFor(get("/health?wakeup=false").willReturn(okJson("{\"status\":{\"text\":\"QR\"}}")));
    String database = TestPostgres.newDatabase();
    service = instance(database);
    other = instance(database);
  }

  private static ConfigurableApplicationContext instance(String database) {
    return TestSender.start(
        WHAPI,
        database,
        "WHAPI_CHANNELS=unlinked:token-u,removed:token-r,paused:token-p,busy:token-b",
        // On a busy machine the provider sometimes takes more than a second.
        "balas.whapi.read-timeout=5s",
        "balas.sender.unknown-wait=8s",
        "balas.pacing.per-day=50",
        "balas.whapi.probe-every=200ms",
        "balas.pacing.channels.busy.per-day=3",
        "balas.pacing.channels.busy.zone=" + whereItIsNoon());
  }

  // At midnight the daily budget would restart in the middle of the test.
  private static ZoneOffset whereItIsNoon() {
    return ZoneOffset.ofHours(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour());
  }

  @AfterAll
  static void stop() {
    service.close();
    other.close();
    WHAPI.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /channels",
        "POST /channels/default/pause",
        "POST /channels/default/resume",
        "POST /channels/default/test-message"
      })
  void onlyAdminsMayManageChannels(String request) {
    String[] parts = request.split(" ", 2);
    String body =
        parts[0].equals("GET") ? null : "{\"note\":\"x\",\"to\":\"6281112223334\",\"text\":\"x\"}";
    assertThat(send(service, parts[0], parts[1], body, null, null).statusCode()).isEqualTo(401);
    assertThat(send(service, parts[0], parts[1], body, "karyawan", null).statusCode())
        .isEqualTo(403);
    assertThat(send(service, parts[0], parts[1], body, "", null).statusCode()).isEqualTo(403);
    assertThat(
            service
                .getBean(JdbcTemplate.class)
                .queryForList(
                    "SELECT subject FROM sender.acts WHERE subject IN ('default', 'default/6281112223334')"))
        .isEmpty();
  }

  @Test
  void statusShowsStateAndBudgetsOfEachChannel() {
    WHAPI.stubFor(text("token-u").willReturn(error(401, "need channel authorization")));
    TestTopics.write(message("unlinked", "6281000000001@s.whatsapp.net"));

    await()
        .untilAsserted(() ->
            assertThat(find("unlinked").path("reason").asString("")).contains("QR, not AUTH"));
    JsonNode down = find("unlinked");
    assertThat(down.path("state").stringValue()).isEqualTo("DOWN");
    assertThat(Instant.parse(down.path("since").stringValue())).isBefore(Instant.now());
    assertThat(Instant.parse(down.path("nextProbe").stringValue()))
        .isAfter(Instant.now().minusSeconds(5));

    assertThat(interrupted()).contains("unlinked DOWN").noneMatch(it -> it.startsWith("removed"));

    JsonNode up = find("removed");
    assertThat(up.path("state").stringValue()).isEqualTo("UP");
    assertThat(up.path("reason").isNull()).isTrue();
    assertThat(
            up.path("budgets")
                .valueStream()
                .map(b ->
                    b.path("period").stringValue() + " " + b.path("limit") + " " + b.path("used")))
        .containsExactly("second 5 0", "minute 120 0", "day 50 0");
    assertThat(
            Stream.of(service, other)
                .mapToDouble(of -> state(of, "unlinked", "down", "unlinked"))
                .sum())
        .isEqualTo(1);
    assertThat(state(service, "removed", "up", "none")).isEqualTo(1);
    assertThat(state(service, "removed", "down", "limit")).isZero();
  }

  @Test
  void pauseStopsAllInstancesWithinTwoSeconds() {
    WHAPI.stubFor(text("token-p").willReturn(sent()));
    HttpResponse<String> paused =
        post("/channels/paused/pause", "{\"note\":\" wrong prices \"}", "pause-1");
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(paused.body()).path("state").stringValue()).isEqualTo("PAUSED");
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() ->
            assertThat(find(other, "paused").path("reason").stringValue())
                .isEqualTo("paused by Siti (7): wrong prices"));
    assertThat(state(other, "paused", "paused", "paused")).isEqualTo(1);

    assertThat(interrupted()).contains("paused PAUSED");

    List<OutboundMessage> messages =
        Stream.iterate(100, n -> n + 1)
            .limit(20)
            .map(n -> message("paused", "6281000000" + n + "@s.whatsapp.net"))
            .toList();
    messages.forEach(TestTopics::write);
    await()
        .untilAsserted(() ->
            assertThat(reasons("paused"))
                .hasSize(20)
                .containsOnly("channel paused by an admin: wrong prices"));
    assertThat(
            WHAPI.findAll(
                postRequestedFor(urlEqualTo("/messages/text"))
                    .withHeader("Authorization", equalTo("Bearer token-p"))))
        .isEmpty();

    // A repeated request is the same action. It does not pause a channel that was resumed since.
    assertThat(post("/channels/paused/resume", null, "resume-1").statusCode()).isEqualTo(200);
    assertThat(
            JSON.readTree(
                    post("/channels/paused/pause", "{\"note\":\"wrong prices\"}", "pause-1").body())
                .path("state")
                .stringValue())
        .isEqualTo("UP");
    await()
        .untilAsserted(() ->
            WHAPI.verify(
                20,
                postRequestedFor(urlEqualTo("/messages/text"))
                    .withHeader("Authorization", equalTo("Bearer token-p"))));
    assertThat(acts("paused"))
        .containsExactly("pause paused: wrong prices by Siti (7)", "resume resumed:  by Siti (7)");
    await()
        .untilAsserted(() ->
            assertThat(find("paused").path("budgets").get(2).path("used").intValue())
                .isEqualTo(20));
  }

  @Test
  void twoInstancesShareOneBudget() {
    WHAPI.stubFor(text("token-b").willReturn(sent()));
    Stream.iterate(10, n -> n + 1)
        .limit(10)
        .map(n -> message("busy", "62810000002" + n + "@s.whatsapp.net"))
        .forEach(TestTopics::write);
    await()
        .untilAsserted(() ->
            assertThat(reasons("busy"))
                .hasSize(7)
                .allMatch(reason ->
                    reason.matches(
                        "budget of 3 per day is used up until \\d{4}-\\d\\d-\\d\\d 00:00 \\S+")));
    await()
        .untilAsserted(() ->
            WHAPI.verify(
                3,
                postRequestedFor(urlEqualTo("/messages/text"))
                    .withHeader("Authorization", equalTo("Bearer token-b"))));
    await()
        .atMost(Duration.ofSeconds(6))
        .untilAsserted(() ->
            assertThat(
                    other
                        .getBean(MeterRegistry.class)
                        .get("balas.sender.budget.left")
                        .tags("channel", "busy", "period", "day")
                        .gauge()
                        .value())
                .isZero());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(okJson("{\"sent\":true,\"message\":{\"id\":\"W-1\"}}"), "accepted", null, 200),
        Arguments.of(
            okJson("{\"sent\":false}"), "unknown", "answered 200 without a message id", 200),
        Arguments.of(error(400, "wrong parameters"), "rejected", "400 wrong parameters", 400),
        Arguments.of(
            error(401, "need channel authorization"),
            "channel down",
            "401 need channel authorization",
            401),
        Arguments.of(
            aResponse()
                .withStatus(402)
                .withBody("{\"code\":402,\"error\":\"trial version limit exceeded\"}"),
            "channel down",
            "402 trial version limit exceeded",
            402),
        Arguments.of(error(404, "Channel not found"), "channel down", "404 Channel not found", 404),
        Arguments.of(error(429, "too many requests"), "throttled", "429 too many requests", 429),
        Arguments.of(
            aResponse().withStatus(502).withBody("<h1>Bad Gateway</h1>"),
            "unknown",
            "502 <h1>Bad Gateway</h1>",
            502),
        Arguments.of(
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "unknown", "Exception: ", null));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void testMessageShowsTheProvidersResponse(
      ResponseDefinitionBuilder answer,
      String outcome,
      @Nullable String reason,
      @Nullable Integer status) {
    String to = "62899" + Math.abs(UUID.randomUUID().getLeastSignificantBits() % 100_000_000);
    WHAPI.stubFor(
        WireMock.post("/messages/text")
            .withRequestBody(matchingJsonPath("$.to", equalTo(to)))
            .willReturn(answer));
    String body = "{\"to\":\"%s\",\"text\":\"Tes\"}".formatted(to);
    String requestId = UUID.randomUUID().toString();

    HttpResponse<String> response = post("/channels/default/test-message", body, requestId);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode said = JSON.readTree(response.body());
    assertThat(said.path("outcome").stringValue()).isEqualTo(outcome);
    if (reason == null) {
      assertThat(said.path("messageId").stringValue()).isEqualTo("W-1");
      assertThat(said.path("body").stringValue()).contains("\"sent\":true");
    } else {
      assertThat(said.path("reason").stringValue()).contains(reason);
    }
    assertThat(
            status == null
                ? said.path("status").isNull()
                : said.path("status").intValue() == status)
        .isTrue();

    HttpResponse<String> again = post("/channels/default/test-message", body, requestId);
    assertThat(again.body()).isEqualTo(response.body());
    WHAPI.verify(
        1,
        postRequestedFor(urlEqualTo("/messages/text"))
            .withHeader("Authorization", equalTo("Bearer a-token-of-this-test"))
            .withRequestBody(equalToJson("{\"to\":\"%s\",\"body\":\"Tes\"}".formatted(to))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /channels/none/pause           | {"note":"x"}                | 404 | There is no such channel. The channels are default, unlinked, removed, paused, busy.
          /channels/default/pause        | {}                          | 400 | "note" must not be null.
          /channels/default/pause        | {"note":" "}                | 400 | "note" must not be blank.
          /channels/default/pause        | {"note":"a\\u0000b"}        | 400 | "note" must not contain a NUL character.
          /channels/default/pause        | {"note":"x","until":1}      | 400 | "until" is unknown. Use note.
          /channels/default/test-message | {"to":"+62 811","text":"x"} | 400 | "to" must be a number of 9 or more digits with its country, such as 6281112223334.
          /channels/default/test-message | {"to":"6281112223334"}      | 400 | "text" must not be null.
          /channels/default/test-message | not json                    | 400 | "body" must be valid JSON.
          """)
  void invalidFieldIsNamed(String path, String body, int status, String detail) {
    HttpResponse<String> response = post(path, body, null);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(response.body()).path("detail").stringValue()).isEqualTo(detail);
  }

  @Test
  void usedKeyIsRejectedForAnotherRequest() {
    post("/channels/removed/resume", null, "key-1");
    HttpResponse<String> reused = post("/channels/removed/pause", "{\"note\":\"x\"}", "key-1");
    assertThat(reused.statusCode()).isEqualTo(422);
    assertThat(reused.body())
        .contains(
            "This Idempotency-Key was used for another request (resume of removed). Use a new key.");
    assertThat(find("removed").path("state").stringValue()).isEqualTo("UP");
    assertThat(post("/channels/removed/resume", "{\"note\":\"x\"}", "key-1").statusCode())
        .isEqualTo(422);

    service
        .getBean(JdbcTemplate.class)
        .update(
            "INSERT INTO sender.acts VALUES ('key-2', 'resume', 'removed', 'Siti (7)', now(), 'under way')");
    assertThat(post("/channels/removed/resume", null, "key-2").statusCode()).isEqualTo(409);
  }

  private static MappingBuilder text(String token) {
    return WireMock.post("/messages/text").withHeader("Authorization", equalTo("Bearer " + token));
  }

  private static ResponseDefinitionBuilder sent() {
    return okJson("{\"sent\":true,\"message\":{\"id\":\"{{randomValue}}\"}}")
        .withTransformers("response-template");
  }

  private static ResponseDefinitionBuilder error(int status, String message) {
    return aResponse()
        .withStatus(status)
        .withBody("{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
  }

  private static JsonNode find(String channel) {
    JsonNode first = find(service, channel);
    JsonNode second = find(other, channel);
    return second.path("state").stringValue().equals("DOWN") ? second : first;
  }

  private static JsonNode find(ConfigurableApplicationContext instance, String channel) {
    HttpResponse<String> response = send(instance, "GET", "/channels", null, "admin", null);
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body())
        .valueStream()
        .filter(c -> c.path("name").stringValue().equals(channel))
        .findAny()
        .orElseThrow();
  }

  // As an agent sees it, who may not list the channels. One of the instances knows it.
  private static List<String> interrupted() {
    return Stream.of(service, other)
        .map(instance -> send(instance, "GET", "/channels/interrupted", null, "karyawan", null))
        .flatMap(response -> JSON.readTree(response.body()).valueStream())
        .map(it -> it.path("name").stringValue() + " " + it.path("state").stringValue())
        .toList();
  }

  private static double state(
      ConfigurableApplicationContext instance, String channel, String state, String reason) {
    return instance
        .getBean(MeterRegistry.class)
        .get("balas.sender.channel.state")
        .tags("channel", channel, "state", state, "reason", reason)
        .gauge()
        .value();
  }

  private static List<String> reasons(String channel) {
    return service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT reason FROM sender.deliveries WHERE channel = ? AND log_partition IS NOT NULL",
            String.class,
            channel);
  }

  private static List<String> acts(String subject) {
    return service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT act || ' ' || result || ' by ' || issued_by FROM sender.acts WHERE subject = ? ORDER BY issued_at",
            String.class,
            subject);
  }

  private static OutboundMessage message(String channel, String chatId) {
    String id = "m-" + chatId;
    return OutboundMessage.toChat(
        id,
        channel,
        chatId,
        new Content.Text("Halo"),
        Author.BOT,
        "cause-" + id,
        0,
        null,
        Instant.now(),
        null);
  }

  private static HttpResponse<String> post(
      String path, @Nullable String body, @Nullable String requestId) {
    return send(service, "POST", path, body, "admin", requestId);
  }

  private static HttpResponse<String> send(
      ConfigurableApplicationContext instance,
      String method,
      String path,
      @Nullable String body,
      @Nullable String role,
      @Nullable String requestId) {
    var request =
        TestSender.request(instance, path, role)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8))
            .header("Content-Type", "application/json");
    return TestSender.send(
        requestId == null ? request : request.header("Idempotency-Key", requestId));
  }
}
