package id.balas.auth.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The front door with people before it and services of many moods behind it, over real HTTP.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrontDoorIT {

  private static FakeBackend inner;
  private static Desk desk;
  private static String admin;
  private static String agent;

  @BeforeAll
  static void start() throws Exception {
    inner = new FakeBackend();
    desk =
        Desk.on(
            TestPostgres.newDatabase(),
            "--balas.front-door.bot=" + inner.uri(),
            "--balas.front-door.sender=" + inner.uri(),
            "--balas.front-door.ingest=http://localhost:1",
            "--balas.front-door.usual=1s",
            "--balas.front-door.silence=1s",
            "--balas.front-door.recheck=200ms",
            "--balas.front-door.look-every=50ms",
            "--balas.front-door.streams=3",
            "--balas.front-door.calls-per-minute=600",
            "--balas.front-door.calls-at-once=100",
            "--balas.front-door.cors-origins=https://desk.example.com",
            "--balas.auth.caller-cache=100ms");
    admin = desk.signIn("admin", Desk.PASSWORD);
    desk.register(admin, "siti", "karyawan");
    agent = desk.signIn("siti", Desk.PASSWORD);
  }

  @AfterAll
  static void stop() {
    desk.close();
    inner.close();
  }

  @BeforeEach
  void forget() {
    // A stream of an earlier test would take this test's events.
    await().until(() -> inner.streamsEnded.get() == inner.streamsOpened.get());
    inner.asked.clear();
    inner.events.clear();
  }

  @Test
  void handsOnWhatIsNeededAndNothingElse() throws Exception {
    desk.send(
        desk.as(agent, "/chats?q=kopi%20susu&limit=5")
            .header("Cookie", "a=b")
            .header("X-Forwarded-For", "10.0.0.1")
            .header("X-Forwarded-Host", "evil.example")
            .header("Forwarded", "for=10.0.0.1")
            .header("X-Original-URL", "/deliveries")
            .header("X-HTTP-Method-Override", "DELETE")
            .header("X-Role", "admin")
            .header("X-Balas-Caller", "1")
            .header("Idempotency-Key", "k1")
            .header("Accept", "application/json"));

    var asked = inner.asked.remove();
    assertThat(asked.uri()).isEqualTo("/chats?q=kopi%20susu&limit=5");
    assertThat(asked.headers().keySet())
        .isSubsetOf(
            "Accept",
            "Authorization",
            "Content-length",
            "Host",
            "Idempotency-Key",
            "User-Agent",
            "Connection");
    assertThat(asked.headers().get("Host")).containsExactly(inner.uri().getAuthority());
    var token =
        asked
            .headers()
            .getOrDefault("Authorization", List.of(""))
            .getFirst()
            .substring("Bearer ".length());
    assertThat(token).isNotEqualTo(agent);
    var jwt =
        NimbusJwtDecoder.withJwkSetUri(desk.uri("/.well-known/jwks.json"))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build()
            .decode(token);
    assertThat(jwt.getClaimAsString("name")).isEqualTo("siti");
    assertThat(jwt.getClaimAsString("role")).isEqualTo("karyawan");
  }

  @Test
  void handsBackWhatIsNeededAndNothingElse() throws Exception {
    var answer = desk.get(agent, "/chats");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"done\":true}");
    assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-inner", "location");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  @Test
  void handsBackAProblemAsItIs() throws Exception {
    assertThat(desk.get(agent, "/chats/missing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/chats", "/chats/stream", "/deliveries", "/media/x", "/rules", "/intake/gaps"})
  void asksNobodyForAStranger(String path) throws Exception {
    assertThat(desk.get(null, path).statusCode()).isEqualTo(401);
    assertThat(inner.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/deliveries", "/channels", "/intake/gaps", "/export"})
  void asksNobodyForWhatIsNotAnAgents(String path) throws Exception {
    assertThat(desk.get(agent, path).statusCode()).isEqualTo(403);
    assertThat(inner.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chats/x/secret", "/chats/"})
  void asksNobodyForWhatHasNoRule(String path) throws Exception {
    assertThat(desk.get(agent, path).statusCode()).isEqualTo(404);
    assertThat(inner.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/chats/..%2fdeliveries",
        "/chats/%2e%2e/deliveries",
        "/chats//x",
        "/chats;a=b",
        "/chats/a%00b",
        "/chats/a%0d%0aX:b",
        "/%63hats",
        "http://evil.example/chats",
        "/chats/../deliveries"
      })
  void rejectsPathTraversal(String path) throws Exception {
    String status = desk.raw(rawGet(path));
    assertThat(status).matches("(?s)HTTP/1\\.1 (200|400|401|403|404).*");
    // The same kind of request to a path that is allowed shows that the backend sees what passes.
    assertThat(desk.raw(rawGet("/chats/control"))).startsWith("HTTP/1.1 200");
    assertThat(inner.asked)
        .extracting(FakeBackend.Asked::uri)
        .contains("/chats/control")
        .allMatch(uri -> uri.matches("/(%63|c)hats|/chats/control"));
  }

  private static String rawGet(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + agent
        + "\r\nConnection: close\r\n\r\n";
  }

  @Test
  void ambiguousBodyLengthSmugglesNoRequest() throws Exception {
    String second =
        "GET /deliveries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + admin
            + "\r\nConnection: close\r\n\r\n";
    // After a body whose length is clear, the same bytes are the next request of the connection.
    desk.raw(rawPost("Content-Length: 2\r\n") + "{}" + second);
    assertThat(inner.asked)
        .extracting(FakeBackend.Asked::uri)
        .containsExactly("/chats/1/messages", "/deliveries");
    inner.asked.clear();

    String answer =
        desk.raw(
            rawPost("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" + second);
    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(inner.asked).extracting(FakeBackend.Asked::uri).doesNotContain("/deliveries");
  }

  private static String rawPost(String lengthHeaders) {
    return "POST /chats/1/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + admin
        + "\r\nContent-Type: application/json\r\n"
        + lengthHeaders
        + "\r\n";
  }

  @Test
  void handsEventsOnAsTheyCome() throws Exception {
    long ended = inner.streamsEnded.get();
    try (BufferedReader stream = stream(agent)) {
      inner.events.add("id: 1\ndata: one\n\n");
      assertThat(next(stream)).isEqualTo("id: 1");
      assertThat(next(stream)).isEqualTo("data: one");
      inner.events.add("id: 2\ndata: two\n\n");
      assertThat(next(stream)).isEqualTo("id: 2");
    }
    // A reader who has gone does not hold the service's end of it open.
    await().untilAsserted(() -> assertThat(inner.streamsEnded.get()).isGreaterThan(ended));
  }

  private static BufferedReader stream(String token) throws Exception {
    HttpResponse<InputStream> answer =
        desk.open(desk.as(token, "/chats/stream").header("Accept", "text/event-stream"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (line != null && (line.isEmpty() || line.equals(":"))) {
      line = stream.readLine();
    }
    return line;
  }

  @Test
  void endsTheStreamOfWhoMayNoLongerHaveIt() throws Exception {
    desk.register(admin, "budi", "karyawan");
    try (BufferedReader stream = stream(desk.signIn("budi", Desk.PASSWORD))) {
      desk.bean(JdbcClient.class)
          .sql("UPDATE auth.users SET disabled_at = now() WHERE username = 'budi'")
          .update();

      assertThat(next(stream)).isNull();
    }
  }

  @Test
  void endsTheStreamOfWhoHasSignedOut() throws Exception {
    desk.register(admin, "rina", "karyawan");
    String rina = desk.signIn("rina", Desk.PASSWORD);
    try (BufferedReader stream = stream(rina)) {
      assertThat(desk.post(rina, "/auth/logout", "{}").statusCode()).isEqualTo(204);

      assertThat(next(stream)).isNull();
    }
  }

  @Test
  void letsAKeyDoNoMoreThanItsScopes() throws Exception {
    var made = desk.post(admin, "/api-keys", "{\"name\":\"report\",\"scopes\":[\"chats:read\"]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String key =
        Pattern.compile("\"key\":\"([^\"]+)")
            .matcher(made.body())
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    assertThat(desk.get(key, "/chats").statusCode()).isEqualTo(200);
    assertThat(desk.send(desk.as(null, "/chats").header("X-API-Key", key)).statusCode())
        .isEqualTo(200);
    assertThat(inner.asked.remove().headers()).doesNotContainKey("X-API-Key");
    assertThat(desk.post(key, "/chats/1/messages", "{}").statusCode()).isEqualTo(403);
    assertThat(desk.get(key, "/deliveries").statusCode()).isEqualTo(403);
    assertThat(desk.get(key, "/audit").statusCode()).isEqualTo(403);
  }

  @Test
  void opensOnlySoManyStreamsForOne() throws Exception {
    desk.register(admin, "tono", "karyawan");
    String tono = desk.signIn("tono", Desk.PASSWORD);
    try (var one = stream(tono);
        var two = stream(tono);
        var three = stream(tono)) {
      var fourth = desk.open(desk.as(tono, "/chats/stream").header("Accept", "text/event-stream"));
      assertThat(fourth.statusCode()).isEqualTo(429);
      assertThat(List.of(one, two, three)).hasSize(3);
    }
  }

  @Test
  void keepsNothingOfADownload() throws Exception {
    inner.hugeWritten.set(0);
    try (InputStream body = desk.open(desk.as(admin, "/export")).body()) {
      body.readNBytes(1000);
      // Who does not read on holds up the service, not our memory.
      await()
          .during(Duration.ofMillis(500))
          .until(() -> inner.hugeWritten.get() < FakeBackend.HUGE / 2);
      assertThat(body.readAllBytes()).hasSize(FakeBackend.HUGE - 1000);
    }
  }

  @Test
  void handsAFileOnAndKnowsItsSize() throws Exception {
    byte[] file = new byte[20 * 1024 * 1024];
    var answer =
        desk.send(
            desk.as(agent, "/media")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(file)));

    assertThat(answer.statusCode()).isEqualTo(200);
    var asked = inner.asked.remove();
    assertThat(asked.bodyBytes()).isEqualTo(file.length);
    assertThat(asked.headers().get("Content-length")).containsExactly("" + file.length);
    assertThat(asked.headers().get("Content-Type")).containsExactly("image/png");
  }

  @Test
  void handsOnAFormAsItIs() throws Exception {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalo\r\n--b--\r\n";
    desk.send(
        desk.as(agent, "/media")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form)));

    assertThat(inner.asked.remove().bodyBytes()).isEqualTo(form.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chats/1/messages", "/auth/login"})
  void refusesABodyThatIsTooLarge(String path) throws Exception {
    byte[] body = new byte[1024 * 1024 + 10];
    Arrays.fill(body, (byte) ' ');
    var told =
        desk.send(
            desk.as(agent, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    var untold =
        desk.send(
            desk.as(agent, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(told.statusCode()).isEqualTo(413);
    assertThat(untold.statusCode()).isEqualTo(413);
    assertThat(inner.asked).isEmpty();
  }

  @Test
  void documentOfAServiceThatIsDownIsUnavailable() throws Exception {
    assertThat(desk.get(null, "/docs/openapi/ingest-service").statusCode()).isEqualTo(503);
  }

  @Test
  void relayedJsonIsCompressed() throws Exception {
    var answer = desk.open(desk.as(agent, "/labels").header("Accept-Encoding", "gzip"));
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var body = new GZIPInputStream(answer.body())) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(FakeBackend.LABELS);
    }
  }

  @Test
  void namesTheServiceThatIsDown() throws Exception {
    var answer = desk.get(admin, "/intake/gaps");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"service\":\"ingest-service\"")
        .contains("ingest-service is down: try again in a few seconds.");
  }

  @Test
  void saysThatAServiceTakesTooLong() throws Exception {
    var answer = desk.get(agent, "/chats/slow");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("\"service\":\"bot-service\"").contains("within 1 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chats/broken", "/chats/stuck"})
  void doesNotPassAPartForTheWhole(String path) {
    assertThatThrownBy(() -> desk.get(agent, path)).isInstanceOf(IOException.class);
  }

  @Test
  void doesNotSendACallerAwayBecauseItsOwnTokenWasRefused() throws Exception {
    var answer = desk.get(agent, "/chats/strange");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void writesDownWhatWasDoneAndWhatMayHaveBeenDone() throws Exception {
    desk.send(
        desk.as(agent, "/chats/default:62811@s.whatsapp.net/messages")
            .header("Idempotency-Key", "k7")
            .POST(BodyPublishers.ofString("{\"text\":\"rahasia\"}")));
    desk.send(desk.as(agent, "/chats/failing/messages").POST(BodyPublishers.ofString("{}")));
    desk.get(agent, "/chats");

    List<String> lines =
        desk.bean(JdbcClient.class)
            .sql(
                """
                SELECT concat_ws(' | ', who, what, target, detail) FROM auth.audit
                WHERE what LIKE 'chat.%' ORDER BY id
                """)
            .query(String.class)
            .list();
    assertThat(lines)
        .contains("siti | chat.answered | chat:default:62811@s.whatsapp.net | done, key k7")
        .contains("siti | chat.answered | chat:failing | unknown: answered 500")
        .noneMatch(line -> line.contains("rahasia"));
  }

  @Test
  void letsOneCallerMakeSoManyCalls() throws Exception {
    desk.register(admin, "cepat", "karyawan");
    String fast = desk.signIn("cepat", Desk.PASSWORD);
    var answers =
        IntStream.range(0, 200).mapToObj(_ -> desk.getUnchecked(fast, "/chats/missing")).toList();

    assertThat(answers).anyMatch(answer -> answer.statusCode() == 429);
    var refused =
        answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 404).count())
        .isBetween(84L, 170L);
    assertThat(desk.get(agent, "/chats").statusCode()).isEqualTo(200);
  }

  @Test
  void letsPagesOfNamedSitesAlone() throws Exception {
    assertThat(
            preflight("https://desk.example.com")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .contains("https://desk.example.com");
    assertThat(preflight("https://evil.example").headers().map())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(preflight("https://desk.example.com").headers().map())
        .doesNotContainKey("access-control-allow-credentials");
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return desk.send(
        HttpRequest.newBuilder(URI.create(desk.uri("/chats")))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "authorization"));
  }
}
