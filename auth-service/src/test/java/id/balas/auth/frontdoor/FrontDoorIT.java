package id.balas.auth.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Routes;
import id.balas.auth.authentication.CallerDirectory;
import id.balas.events.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

/// The front door over real HTTP, with a fake backend that fails in several ways.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrontDoorIT {

  private static FakeBackend backend;
  private static FrontDoorClient door;
  private static String admin;
  private static String agent;

  @BeforeAll
  static void start() throws Exception {
    backend = new FakeBackend();
    door =
        FrontDoorClient.on(
            TestPostgres.newDatabase(),
            "--balas.front-door.bot=" + backend.uri(),
            "--balas.front-door.sender=" + backend.uri(),
            "--balas.front-door.ingest=http://localhost:1",
            "--balas.front-door.slow=1s",
            "--balas.front-door.body-time=2s",
            "--balas.front-door.silence=1s",
            "--balas.front-door.recheck=200ms",
            "--balas.front-door.look-every=50ms",
            "--balas.front-door.streams=3",
            "--balas.front-door.calls-per-minute=600",
            "--balas.front-door.calls-at-once=100",
            "--balas.front-door.cors-origins=https://desk.example.com",
            "--balas.auth.caller-cache=100ms",
            // Traces are created and cannot be exported.
            "--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1");
    admin = door.signIn("admin", FrontDoorClient.PASSWORD);
    door.register(admin, "siti", "karyawan");
    agent = door.signIn("siti", FrontDoorClient.PASSWORD);
  }

  @AfterAll
  static void stop() {
    door.close();
    backend.close();
  }

  @BeforeEach
  void reset() {
    // A stream of an earlier test would take the events of this test.
    await().until(() -> backend.streamsEnded.get() == backend.streamsOpened.get());
    backend.received.clear();
    backend.events.clear();
  }

  @Asvs("4.1.3")
  @Test
  void onlyListedRequestHeadersAreRelayed() throws Exception {
    door.send(
        door.as(agent, "/chats?q=kopi%20susu&limit=5")
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

    var received = backend.received.remove();
    assertThat(received.uri()).isEqualTo("/chats?q=kopi%20susu&limit=5");
    assertThat(received.headers().keySet())
        .isSubsetOf(
            "Accept",
            "Authorization",
            "Content-length",
            "Host",
            "Idempotency-Key",
            "User-Agent",
            "Connection",
            "Traceparent");
    assertThat(received.headers().get("Host")).containsExactly(backend.uri().getAuthority());
    var token =
        received
            .headers()
            .getOrDefault("Authorization", List.of(""))
            .getFirst()
            .substring("Bearer ".length());
    assertThat(token).isNotEqualTo(agent);
    var jwt =
        NimbusJwtDecoder.withJwkSetUri(door.uri("/.well-known/jwks.json"))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build()
            .decode(token);
    assertThat(jwt.getClaimAsString("name")).isEqualTo("siti");
    assertThat(jwt.getClaimAsString("role")).isEqualTo("karyawan");
  }

  @Asvs({"3.2.1", "3.4.4", "3.4.5", "3.7.2", "14.2.2", "14.3.2"})
  @Test
  void onlyListedResponseHeadersAreRelayed() throws Exception {
    var answer = door.get(agent, "/chats");

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
  void backendProblemsAreRelayedUnchanged() throws Exception {
    assertThat(door.get(agent, "/chats/missing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/chats", "/chats/stream", "/deliveries", "/media/x", "/rules", "/intake/gaps"})
  void unauthenticatedRequestsReachNoBackend(String path) throws Exception {
    assertThat(door.get(null, path).statusCode()).isEqualTo(401);
    assertThat(backend.received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/deliveries", "/channels", "/intake/gaps", "/export"})
  void forbiddenRequestsReachNoBackend(String path) throws Exception {
    assertThat(door.get(agent, path).statusCode()).isEqualTo(403);
    assertThat(backend.received).isEmpty();
  }

  @Asvs("13.4.4")
  @ParameterizedTest
  @ValueSource(strings = {"/chats/x/secret", "/chats/"})
  void pathsWithoutRuleReachNoBackend(String path) throws Exception {
    assertThat(door.get(agent, path).statusCode()).isEqualTo(404);
    assertThat(backend.received).isEmpty();
  }

  @Asvs("1.1.1")
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
  void pathTraversalReachesNoOtherEndpoint(String path) throws Exception {
    String status = door.raw(rawGet(path));
    assertThat(status).matches("(?s)HTTP/1\\.1 (200|400|401|403|404).*");
    // Control: the same request to an allowed path reaches the backend.
    assertThat(door.raw(rawGet("/chats/control"))).startsWith("HTTP/1.1 200");
    assertThat(backend.received)
        .extracting(FakeBackend.Received::uri)
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

  @Asvs("4.2.1")
  @Test
  void ambiguousBodyLengthSmugglesNoRequest() throws Exception {
    String second =
        "GET /deliveries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + admin
            + "\r\nConnection: close\r\n\r\n";
    // Control: after a body of unambiguous length the same bytes are the next request.
    door.raw(rawPost("Content-Length: 2\r\n") + "{}" + second);
    assertThat(backend.received)
        .extracting(FakeBackend.Received::uri)
        .containsExactly("/chats/1/messages", "/deliveries");
    backend.received.clear();

    String answer =
        door.raw(
            rawPost("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" + second);
    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(backend.received)
        .extracting(FakeBackend.Received::uri)
        .doesNotContain("/deliveries");
  }

  private static String rawPost(String lengthHeaders) {
    return "POST /chats/1/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + admin
        + "\r\nContent-Type: application/json\r\n"
        + lengthHeaders
        + "\r\n";
  }

  @Test
  void eventsAreRelayedAtOnce() throws Exception {
    long ended = backend.streamsEnded.get();
    try (BufferedReader stream = stream(agent)) {
      backend.events.add("id: 1\ndata: one\n\n");
      assertThat(next(stream)).isEqualTo("id: 1");
      assertThat(next(stream)).isEqualTo("data: one");
      backend.events.add("id: 2\ndata: two\n\n");
      assertThat(next(stream)).isEqualTo("id: 2");
    }
    // When the client disconnects, the connection to the backend closes.
    await().untilAsserted(() -> assertThat(backend.streamsEnded.get()).isGreaterThan(ended));
  }

  private static BufferedReader stream(String token) throws Exception {
    HttpResponse<InputStream> answer =
        door.open(door.as(token, "/chats/stream").header("Accept", "text/event-stream"));
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
  void disablingAUserEndsTheirStream() throws Exception {
    door.register(admin, "budi", "karyawan");
    try (BufferedReader stream = stream(door.signIn("budi", FrontDoorClient.PASSWORD))) {
      door.bean(JdbcClient.class)
          .sql("UPDATE auth.users SET disabled_at = now() WHERE username = 'budi'")
          .update();

      assertThat(next(stream)).isNull();
    }
  }

  // One thread runs all jobs with a fixed delay.
  @Test
  void slowBotDelaysNoEndOfAStream() throws Exception {
    door.register(admin, "dina", "karyawan");
    JdbcClient jdbc = door.bean(JdbcClient.class);
    var unsent = jdbc.sql("SELECT 1 FROM auth.user_outbox WHERE seq > confirmed_seq");
    await().until(() -> unsent.query().listOfRows().isEmpty());
    try (BufferedReader stream = stream(door.signIn("dina", FrontDoorClient.PASSWORD))) {
      long before = backend.usersBegun.get();
      backend.usersTake = Duration.ofSeconds(2);
      int users = jdbc.sql("UPDATE auth.user_outbox SET seq = seq + 1").update();
      await().until(() -> backend.usersBegun.get() > before);
      jdbc.sql("UPDATE auth.users SET disabled_at = now() WHERE username = 'dina'").update();

      assertThat(next(stream)).isNull();
      assertThat(backend.usersBegun.get() - before).isLessThan(users);
    } finally {
      backend.usersTake = Duration.ZERO;
    }
  }

  @Test
  void signingOutEndsTheStream() throws Exception {
    door.register(admin, "rina", "karyawan");
    String rina = door.signIn("rina", FrontDoorClient.PASSWORD);
    try (BufferedReader stream = stream(rina)) {
      assertThat(door.post(rina, "/auth/logout", "{}").statusCode()).isEqualTo(204);

      assertThat(next(stream)).isNull();
    }
  }

  @Test
  void keyIsLimitedToItsScopes() throws Exception {
    var made = door.post(admin, "/api-keys", "{\"name\":\"report\",\"scopes\":[\"chats:read\"]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String key =
        Pattern.compile("\"key\":\"([^\"]+)")
            .matcher(made.body())
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    assertThat(door.get(key, "/chats").statusCode()).isEqualTo(200);
    assertThat(door.send(door.as(null, "/chats").header("X-API-Key", key)).statusCode())
        .isEqualTo(200);
    assertThat(backend.received.remove().headers()).doesNotContainKey("X-API-Key");
    assertThat(door.post(key, "/chats/1/messages", "{}").statusCode()).isEqualTo(403);
    assertThat(door.get(key, "/deliveries").statusCode()).isEqualTo(403);
    assertThat(door.get(key, "/audit").statusCode()).isEqualTo(403);
  }

  @Test
  void streamsPerUserAreLimited() throws Exception {
    door.register(admin, "tono", "karyawan");
    String tono = door.signIn("tono", FrontDoorClient.PASSWORD);
    try (var one = stream(tono);
        var two = stream(tono);
        var three = stream(tono)) {
      for (String accept : List.of("text/event-stream", "*/*")) {
        var fourth = door.open(door.as(tono, "/chats/stream").header("Accept", accept));
        assertThat(fourth.statusCode()).as(accept).isEqualTo(429);
      }
      assertThat(List.of(one, two, three)).hasSize(3);
    }
  }

  @Test
  void downloadsAreNotBuffered() throws Exception {
    backend.hugeWritten.set(0);
    try (InputStream body = door.open(door.as(admin, "/export")).body()) {
      body.readNBytes(1000);
      // A client that stops reading stops the backend instead of filling our memory.
      await()
          .during(Duration.ofMillis(500))
          .until(() -> backend.hugeWritten.get() < FakeBackend.HUGE / 2);
      assertThat(body.readAllBytes()).hasSize(FakeBackend.HUGE - 1000);
    }
  }

  @Test
  void pauseOfThisProcessIsNotSilenceOfTheService() {
    OpenResponses responses = responses(Duration.ofNanos(20));
    var download = open(responses, false).orElseThrow();
    download.readStarts();

    // Far more time than the limit passes between the first two looks.
    responses.cutWhereDue();
    responses.cutWhereDue();
    assertThat(download.isCut()).isFalse();

    for (int look = 0; look < 20; look++) {
      responses.cutWhereDue();
    }
    assertThat(download.isCut()).isTrue();
  }

  @Test
  void streamsOpenedAtOnceAreLimited() throws Exception {
    for (int round = 0; round < 200; round++) {
      OpenResponses responses = responses(Duration.ofDays(1));
      var start = new CountDownLatch(1);
      Callable<Boolean> opening =
          () -> {
            start.await();
            return open(responses, true).isPresent();
          };
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Boolean>> all =
            Stream.generate(() -> threads.submit(opening)).limit(8).toList();
        start.countDown();
        int opened = 0;
        for (Future<Boolean> one : all) {
          opened += one.get() ? 1 : 0;
        }
        assertThat(opened).isEqualTo(1);
      }
    }
  }

  // One stream for each caller.
  private static OpenResponses responses(Duration silence) {
    Duration none = Duration.ofDays(1);
    URI any = backend.uri();
    var limits =
        new FrontDoorProperties(
            any, any, any, none, none, none, none, silence, none, none, 1, List.of());
    return new OpenResponses(door.bean(CallerDirectory.class), limits);
  }

  private static Optional<OpenResponses.OpenResponse> open(
      OpenResponses responses, boolean stream) {
    var caller = new Caller("1", "admin", "admin", Set.of(), null);
    return responses.add(
        new CallerAuthentication(caller, null),
        Routes.ALL.getFirst(),
        InputStream.nullInputStream(),
        stream);
  }

  @Test
  void uploadKeepsItsContentLength() throws Exception {
    byte[] file = new byte[20 * 1024 * 1024];
    var answer =
        door.send(
            door.as(agent, "/media")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(file)));

    assertThat(answer.statusCode()).isEqualTo(200);
    var received = backend.received.remove();
    assertThat(received.bodyBytes()).isEqualTo(file.length);
    assertThat(received.headers().get("Content-length")).containsExactly("" + file.length);
    assertThat(received.headers().get("Content-Type")).containsExactly("image/png");
  }

  @Test
  void formIsRelayedUnparsed() throws Exception {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalo\r\n--b--\r\n";
    door.send(
        door.as(agent, "/media")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form)));

    assertThat(backend.received.remove().bodyBytes()).isEqualTo(form.length());
  }

  // The body has 60 s by its announced length, but only one byte each 100 ms arrives.
  @ParameterizedTest
  @ValueSource(strings = {"/chats/1/messages", "/auth/login"})
  void trickledBodiesAreEnded(String path) throws Exception {
    try (var socket = new Socket("localhost", URI.create(door.uri("/")).getPort())) {
      var out = socket.getOutputStream();
      out.write(
          "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nContent-Length: 60000\r\n\r\n"
              .formatted(path, agent)
              .getBytes(UTF_8));
      await()
          .pollInterval(Duration.ofMillis(100))
          .until(() -> {
            out.write(' ');
            return socket.getInputStream().available() > 0;
          });
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 408")
          .contains("Connection: close", "did not arrive in time");
    }
    assertThat(backend.received).isEmpty();
  }

  @Asvs("5.2.1")
  @ParameterizedTest
  @ValueSource(strings = {"/chats/1/messages", "/auth/login"})
  void oversizedBodiesAreRefused(String path) throws Exception {
    byte[] body = new byte[1024 * 1024 + 10];
    Arrays.fill(body, (byte) ' ');
    var withLength =
        door.send(
            door.as(agent, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    var withoutLength =
        door.send(
            door.as(agent, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(withLength.statusCode()).isEqualTo(413);
    assertThat(withoutLength.statusCode()).isEqualTo(413);
    assertThat(backend.received).isEmpty();
  }

  @Test
  void openApiOfAnUnavailableServiceIs503() throws Exception {
    assertThat(door.get(null, "/docs/openapi/ingest-service").statusCode()).isEqualTo(503);
  }

  @Test
  void relayedJsonIsCompressed() throws Exception {
    var answer = door.open(door.as(agent, "/labels").header("Accept-Encoding", "gzip"));
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var body = new GZIPInputStream(answer.body())) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(FakeBackend.LABELS);
    }
  }

  @Asvs("16.5.2")
  @Test
  void unavailableServiceIsNamed() throws Exception {
    var answer = door.get(admin, "/intake/gaps");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"service\":\"ingest-service\"")
        .contains("ingest-service is unavailable. Try again in a few seconds.");
  }

  @Test
  void slowServiceIs504() throws Exception {
    var answer = door.get(agent, "/media/slow");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("\"service\":\"sender-service\"").contains("within 1 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chats/broken", "/chats/stuck"})
  void incompleteResponseBreaksTheConnection(String path) {
    assertThatThrownBy(() -> door.get(agent, path)).isInstanceOf(IOException.class);
  }

  @Test
  void refusedFrontDoorTokenIs502() throws Exception {
    var answer = door.get(agent, "/chats/strange");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void actionsAndUnknownResultsAreAudited() throws Exception {
    door.send(
        door.as(agent, "/chats/default:62811@s.whatsapp.net/messages")
            .header("Idempotency-Key", "k7")
            .POST(BodyPublishers.ofString("{\"text\":\"rahasia\"}")));
    door.send(door.as(agent, "/chats/failing/messages").POST(BodyPublishers.ofString("{}")));
    door.get(agent, "/chats");

    List<String> lines =
        door.bean(JdbcClient.class)
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
  void traceContinuesAtTheBackend() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String callersSpan = "00f067aa0ba902b7";
    door.send(
        door.as(admin, "/chats").header("traceparent", "00-" + trace + "-" + callersSpan + "-01"));

    assertThat(backend.received.remove().headers().getOrDefault("traceparent", List.of()))
        .singleElement()
        .asString()
        .startsWith("00-" + trace + "-")
        .doesNotContain(callersSpan);
  }

  @Asvs("2.4.1")
  @Test
  void callsPerCallerAreLimited() throws Exception {
    door.register(admin, "cepat", "karyawan");
    String fast = door.signIn("cepat", FrontDoorClient.PASSWORD);
    long begun = System.nanoTime();
    var served = new AtomicInteger();
    var refusal = new AtomicReference<HttpResponse<String>>();
    Callable<Void> calls =
        () -> {
          while (refusal.get() == null) {
            HttpResponse<String> answer = door.get(fast, "/chats/missing");
            if (answer.statusCode() == 404) {
              served.incrementAndGet();
            } else {
              refusal.compareAndSet(null, answer);
            }
          }
          return null;
        };
    // One after the other, on a busy machine, they would not be faster than the budget grows.
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> caller : callers.invokeAll(Collections.nCopies(16, calls))) {
        caller.get();
      }
    }

    HttpResponse<String> answer = Objects.requireNonNull(refusal.get());
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
    // 100 at once, and 10 for each second of the test.
    int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    assertThat(served.get()).isBetween(84, 100 + 10 * (seconds + 1));
    assertThat(door.get(agent, "/chats").statusCode()).isEqualTo(200);
  }

  @Asvs("3.4.2")
  @Test
  void corsAllowsOnlyConfiguredOrigins() throws Exception {
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
    return door.send(
        HttpRequest.newBuilder(URI.create(door.uri("/chats")))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "authorization"));
  }
}
