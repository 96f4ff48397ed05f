package id.balas.ingest.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.ApiDescriptionCheck;
import id.balas.events.testing.TestKafka;
import id.balas.ingest.IngestService;
import id.balas.ingest.testing.Callers;
import id.balas.ingest.testing.ProviderServer;
import id.balas.ingest.testing.ProviderServer.Account;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An admin sets up the intake over the REST API.
class SetupIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "a-new-secret-of-this-test";
  private static final String URL = "https://balas.example.com/webhook/whapi";
  private static final ProviderServer PROVIDER = new ProviderServer();
  private static final Account ACCOUNT = PROVIDER.account("token-setup");
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    PROVIDER.jwks(Callers.jwks());
    service = instance("--WHAPI_SECRET=" + SECRET + ",an-old-one");
  }

  private static ConfigurableApplicationContext instance(String... more) {
    return new SpringApplicationBuilder(IngestService.class)
        .run(
            Stream.concat(
                    Stream.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                        "--BALAS_AUTH_URL=" + PROVIDER.url(),
                        "--WHAPI_BASE_URL=" + PROVIDER.url(),
                        "--WHAPI_CHANNELS=setup:token-setup",
                        "--balas.gaps.enabled=false"),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    service.close();
    PROVIDER.close();
  }

  @BeforeEach
  void reset() {
    ACCOUNT.health = "AUTH";
    ACCOUNT.respondsNormally();
    ACCOUNT.settings =
        (ObjectNode)
            JSON.readTree(
                """
                {"callback_persist":true,"webhooks":[
                  {"url":"https://crm.example.com/hook?key=theirs","mode":"method","events":[{"type":"messages","method":"post"}],"headers":{"X-Key":"theirs"}},
                  {"url":"https://old.example.com/webhook/whapi/","mode":"method","headers":{"X-Webhook-Secret":"an-old-one"}}]}\
                """);
  }

  @Test
  void replacesOnlyOurOldWebhook() {
    JsonNode theirs = ACCOUNT.settings.path("webhooks").get(0).deepCopy();
    HttpResponse<String> answer = register("{\"url\":\"" + URL + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode webhooks = ACCOUNT.settings.path("webhooks");
    assertThat(webhooks).hasSize(2);
    assertThat(webhooks.get(0)).isEqualTo(theirs);
    assertThat(webhooks.get(1).path("url").stringValue()).isEqualTo(URL);
    assertThat(webhooks.get(1).path("mode").stringValue()).isEqualTo("body");
    assertThat(webhooks.get(1).path("headers"))
        .isEqualTo(JSON.createObjectNode().put("X-Webhook-Secret", SECRET));
    assertThat(
            webhooks
                .get(1)
                .path("events")
                .valueStream()
                .map(e -> e.path("type").stringValue() + "." + e.path("method").stringValue()))
        .contains(
            "messages.post",
            "messages.put",
            "messages.patch",
            "messages.delete",
            "statuses.post",
            "channel.post",
            "users.delete",
            "calls.post");
    assertThat(ACCOUNT.settings.path("callback_persist").booleanValue()).isTrue();
    assertThat(answer.body())
        .contains("https://old.example.com/webhook/whapi", URL, "X-Key")
        .doesNotContain(SECRET, "theirs", "an-old-one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                | "url" must not be null.
          {"url":"balas"}                                   | "url" must be the webhook's address
          {"url":"ftp://a.example/webhook/whapi"}           | "url" must be the webhook's address
          {"url":"https://a.example/"}                      | "url" must be the webhook's address
          {"url":"https://u:p@a.example/webhook/whapi"}     | "url" must be the webhook's address
          {"url":"https://a.example/webhook/whapi","tag":1} | "tag" is unknown. Use channel, url.
          """)
  void rejectsOtherAddresses(String body, String detail) {
    HttpResponse<String> answer = register(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).startsWith(detail);
  }

  @Test
  void rejectsUnknownChannel() {
    HttpResponse<String> answer = register("{\"url\":\"" + URL + "\",\"channel\":\"sales\"}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("The channel sales is not set up. Use one of setup.");
  }

  @Test
  void showsTheProvidersError() {
    ACCOUNT.respondsInstead(
        "/settings", 1, 402, "{\"code\":402,\"error\":\"trial version limit exceeded\"}", Map.of());
    HttpResponse<String> answer = register("{\"url\":\"" + URL + "\"}");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains(
            "the provider answered 402 (trial version limit exceeded); the plan's limit is reached");
  }

  @Test
  void signedWebhookCannotBeRegistered() {
    try (ConfigurableApplicationContext signed =
        instance("--WHAPI_SECRET=" + SECRET, "--balas.webhook.authentication=hmac")) {
      HttpResponse<String> answer =
          Callers.call(signed, "admin", "POST", "/intake/register", "{\"url\":\"" + URL + "\"}");
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("Whapi does not sign");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH,true,The number is linked.",
    "QR,false,scan the QR code",
    "NOT_INIT,false,start it in Whapi's panel",
    "SURPRISE,false,look into Whapi's panel"
  })
  void healthExplainsTheLink(String state, boolean linked, String sentence) {
    ACCOUNT.health = state;
    JsonNode channel = health().path("channels").path(0);
    assertThat(channel.path("linked").booleanValue()).isEqualTo(linked);
    assertThat(channel.path("sentences").path(0).stringValue()).contains(sentence);
  }

  @Test
  void healthExplainsTheRegistration() {
    assertThat(health().path("channels").path(0).path("sentences").path(1).stringValue())
        .isEqualTo(
            "Our webhook is registered as https://old.example.com/webhook/whapi/, but WITHOUT our secret: POST /intake/register again.");
    assertThat(health().path("ok").booleanValue()).isFalse();

    register("{\"url\":\"" + URL + "\"}");
    assertThat(health().path("ok").booleanValue()).isTrue();
    assertThat(health().path("channels").path(0).path("sentences").path(1).stringValue())
        .isEqualTo("Our webhook is registered as " + URL + ".");

    ACCOUNT.settings.putArray("webhooks");
    assertThat(health().path("channels").path(0).path("sentences").path(1).stringValue())
        .isEqualTo("Our webhook is NOT registered: POST /intake/register with its address.");

    ACCOUNT.respondsInstead("/health", 1, 503, "<html>", Map.of());
    assertThat(health().path("channels").path(0).path("sentences").path(0).stringValue())
        .isEqualTo("The provider does not respond: the provider answered 503.");
  }

  @Test
  void healthShowsTheLastWebhook() {
    assertThat(post("{\"messages\":[]}", "wrong")).isEqualTo(401);
    assertThat(post("{\"messages\":[]}", SECRET)).isEqualTo(200);
    await().untilAsserted(() -> assertThat(health().path("lastWebhookAt").isString()).isTrue());
  }

  @Test
  void docsExistOutsideProduction() {
    assertThat(Callers.call(service, null, "GET", "/docs", null).statusCode()).isEqualTo(302);
    assertThat(Callers.call(service, null, "GET", "/swagger-ui/index.html", null).body())
        .contains("swagger-ui");
    assertThat(Callers.call(service, null, "GET", "/docs/openapi", null).body())
        .contains("/intake/gaps", "/intake/backfill", "/intake/register", "/intake/health");
    try (ConfigurableApplicationContext production =
        instance("--WHAPI_SECRET=" + SECRET, "--spring.profiles.active=production")) {
      for (String path : List.of("/docs", "/docs/openapi", "/swagger-ui/index.html")) {
        assertThat(Callers.call(production, null, "GET", path, null).statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void everyOperationIsDocumented() {
    JsonNode api = JSON.readTree(Callers.call(service, null, "GET", "/docs/openapi", null).body());

    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/", "/intake/gaps", "/intake/backfill", "/intake/register", "/intake/health");
    assertThat(ApiDescriptionCheck.missing(api)).isEmpty();
    assertThat(ApiDescriptionCheck.deprecated(api)).containsExactly("scannedHere");
  }

  private static int post(String body, String secret) {
    return Callers.post(service, "/webhook/whapi", body, Map.of("X-Webhook-Secret", secret))
        .statusCode();
  }

  private static String detail(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("detail").asString("");
  }

  private static HttpResponse<String> register(String body) {
    return Callers.call(service, "admin", "POST", "/intake/register", body);
  }

  private static JsonNode health() {
    return JSON.readTree(Callers.call(service, "admin", "GET", "/intake/health", null).body());
  }
}
