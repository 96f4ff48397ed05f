package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.InboundMessage;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.ingest.IngestService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class WebhookIT {

  private static final String SECRET = "a-secret-of-this-test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(IngestService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--WHAPI_SECRET=the-next-secret," + SECRET,
                "--balas.webhook.refusals-per-minute=100",
                "--balas.webhook.trusted-proxies=127.0.0.0/8,::1/128",
                "--balas.webhook.max-body=64KB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static List<Path> captured() throws IOException {
    try (Stream<Path> bodies = Files.list(Path.of("src/test/resources/payloads"))) {
      return bodies.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("captured")
  void everyCapturedBodyIsAccepted(Path body) throws Exception {
    HttpResponse<String> answer = post("", Files.readString(body));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isIn("{\"status\":\"ok\"}", "{\"status\":\"ignored\"}");
  }

  @Test
  void acceptedMessagesAreInKafka() throws Exception {
    HttpResponse<String> answer =
        post(
            "",
            """
            {"messages":[{"id":"I-1","from":"6281100001","text":{"body":"satu"}},
                         {"id":"I-2","from":"6281100001","text":{"body":"dua"}}]}\
            """);

    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(
            TestTopics.of(
                Topics.CHAT_INPUTS, "default/6281100001@s.whatsapp.net", InboundMessage.class))
        .extracting(InboundMessage::content)
        .containsExactly(new Content.Text("satu"), new Content.Text("dua"));
  }

  @Test
  void recordsHaveCloudEventsHeaders() throws Exception {
    post("", "{\"messages\":[{\"id\":\"I-3\",\"from\":\"6281100003\",\"text\":{\"body\":\"a\"}}]}");
    var record =
        TestTopics.raw(Topics.CHAT_INPUTS).stream()
            .filter(r -> "default/6281100003@s.whatsapp.net".equals(r.key()))
            .findFirst()
            .orElseThrow();
    assertThat(new String(record.headers().lastHeader("ce_id").value(), UTF_8)).isEqualTo("I-3");
    assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
        .isEqualTo("id.balas.InboundMessage");
    assertThat(new String(record.headers().lastHeader("ce_specversion").value(), UTF_8))
        .isEqualTo("1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/messages", "/messages/post", "/surprise", "/surprise/post"})
  void acceptsEveryModeAndUnknownEvents(String path) throws Exception {
    HttpResponse<String> answer =
        post(path, "{\"surprise\":[{\"id\":1}],\"event\":{\"type\":\"surprise\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ignored\"}");
  }

  @Test
  void malformedBodyErrorNamesThePosition() throws Exception {
    HttpResponse<String> answer = post("", "{\"messages\":[{\"id\":}]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("The body is not JSON: unreadable at line 1, column 20");
  }

  @Test
  void rejectsLargeBody() throws Exception {
    HttpResponse<String> answer = post("", "{\"x\":\"" + "y".repeat(70_000) + "\"}");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("more than 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "a-secret-of-this-tesT"})
  void wrongSecretErrorHasNoDetails(String secret) throws Exception {
    HttpRequest request =
        request("").header("X-Webhook-Secret", secret).POST(BodyPublishers.ofString("{")).build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Not authorized.").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/intake/health", "/anything"})
  void otherPathsRequireAToken(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address(path)).build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void acceptsEachOfSeveralSecrets() throws Exception {
    HttpRequest request =
        request("")
            .header("X-Webhook-Secret", "the-next-secret")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsListOfSecretsAsSecret() throws Exception {
    HttpRequest request =
        request("")
            .header("X-Webhook-Secret", "the-next-secret," + SECRET)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void limitsUnauthorizedCallersOnly() throws Exception {
    assertThat(from("203.0.113.7", SECRET).statusCode()).isEqualTo(200);
    for (int i = 0; i < 100; i++) {
      assertThat(from("203.0.113.7", "wrong").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> limited = untilLimited("203.0.113.7");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    assertThat(limited.body()).contains("Too many requests from this address were refused.");

    assertThat(from("203.0.113.7", SECRET).statusCode()).isEqualTo(200);
    assertThat(from("203.0.113.8", "wrong").statusCode()).isEqualTo(401);
    // An unauthorized caller can forge entries only before the proxy's own entry.
    assertThat(untilLimited("203.0.113.8, 203.0.113.7").statusCode()).isEqualTo(429);
  }

  // Guessing would otherwise cost an attacker nothing. A slow machine may meet the request that is
  // let through every 0.6 s with the right secret, and an address that had it once is never
  // blocked.
  @Test
  void blockedAddressCannotTryFurtherSecrets() throws Exception {
    var addresses = new AtomicInteger(100);
    await()
        .untilAsserted(() -> {
          String address = "203.0.113." + addresses.incrementAndGet();
          assertThat(untilLimited(address).statusCode()).isEqualTo(429);
          assertThat(from(address, SECRET).statusCode()).isEqualTo(429);
        });
    assertThat(from("203.0.113.51", SECRET).statusCode()).isEqualTo(200);
  }

  // The limit lets one more request through every 0.6 s, so a slow machine meets some of these.
  private static HttpResponse<String> untilLimited(String source) throws Exception {
    HttpResponse<String> response = from(source, "wrong");
    for (int i = 0; i < 150 && response.statusCode() == 401; i++) {
      response = from(source, "wrong");
    }
    return response;
  }

  private static HttpResponse<String> from(String source, String secret) throws Exception {
    HttpRequest request =
        request("")
            .header("X-Forwarded-For", source)
            .header("X-Webhook-Secret", secret)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void rejectsOtherContentTypes(String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/webhook/whapi"))
            .header("X-Webhook-Secret", SECRET)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString("a=b"))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Send it as Content-Type: application/json.");
  }

  @Test
  void acceptsJsonWithoutContentType() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/webhook/whapi"))
            .header("X-Webhook-Secret", SECRET)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsCompressedBody() throws Exception {
    HttpRequest request =
        request("")
            .header("X-Webhook-Secret", SECRET)
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void wrongMethodErrorListsMethods() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(address("/webhook/whapi")).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST, PUT, PATCH, DELETE");
  }

  @Test
  void managementPortHasHealthAndMetrics() throws Exception {
    assertThat(management("/actuator/health/readiness")).contains("\"status\":\"UP\"");
    assertThat(management("/actuator/prometheus"))
        .contains(
            "balas_intake_accepted_total",
            "balas_intake_ignored_total",
            "balas_intake_without_id_total",
            "balas_intake_rejected_total{reason=\"not-durable\"} 0.0",
            "balas_intake_rejected_total{reason=\"overloaded\"} 0.0",
            "balas_intake_publish_seconds_bucket{le=\"0.005\"}",
            "balas_intake_age_seconds_bucket{le=\"60.0\"}",
            "balas_intake_in_flight 0.0",
            "balas_intake_in_flight_bytes 0.0",
            "balas_intake_bodies_in_memory_bytes 0.0");
  }

  private static String management(String path) throws Exception {
    String port = service.getEnvironment().getProperty("local.management.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        request(path)
            .header("X-Webhook-Secret", SECRET)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address("/webhook/whapi" + path))
        .header("Content-Type", "application/json");
  }

  private static URI address(String path) {
    return URI.create(
        "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + path);
  }
}
