package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestKafka;
import id.balas.ingest.IngestService;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Sends raw bytes that no well-behaved HTTP client sends.
class RawHttpIT {

  private static final String SECRET = "a-secret-of-this-test";
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service = run("--server.tomcat.connection-timeout=1s");
  }

  private static ConfigurableApplicationContext run(String... settings) {
    Stream<String> usual =
        Stream.of(
            "--server.port=0",
            "--management.server.port=0",
            "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
            "--WHAPI_SECRET=" + SECRET,
            "--balas.webhook.max-body=64KB");
    return new SpringApplicationBuilder(IngestService.class)
        .run(Stream.concat(usual, Stream.of(settings)).toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void rejectsLargeContentLengthBeforeTheBody() throws Exception {
    try (Socket socket = open()) {
      send(socket, post("Content-Length: 99000000000\r\n"));
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 413")
          .contains("Connection: close", "more than 65536 bytes");
    }
  }

  @Test
  void stopsReadingAnEndlessBody() throws Exception {
    try (Socket socket = open()) {
      send(socket, post("Transfer-Encoding: chunked\r\n"));
      long sent = sendChunksUntilRefused(socket);
      assertThat(sent).isLessThan(64L * 1024 * 1024);
      assertThat(answer(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void clientThatStillSendsCanReadTheError() throws Exception {
    try (Socket socket = open()) {
      send(socket, post("Content-Length: 2000000\r\n"));
      send(socket, "x".repeat(2_000_000));
      assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("more than 65536 bytes");
    }
  }

  @Test
  void rejectsUnauthorizedCallerBeforeTheBody() throws Exception {
    try (Socket socket = open()) {
      send(
          socket,
          "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\nX-Webhook-Secret: no\r\n\r\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void expectContinueIsRejectedBeforeTheBody() throws Exception {
    try (Socket socket = open()) {
      send(
          socket,
          "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 60000\r\n\r\n");
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void bodyThatDoesNotArriveTimesOut() throws Exception {
    try (Socket socket = open()) {
      send(socket, post("Content-Length: 1000\r\n") + "{");
      assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("did not arrive in time");
    }
  }

  // Their signature can only be checked when the whole body has arrived.
  @Test
  void unfinishedBodiesOfStrangersLeaveRoomForSignedOnes() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    try (var signed =
            run(
                "--balas.webhook.authentication=hmac",
                "--balas.webhook.max-bodies-in-memory=512KB",
                "--balas.webhook.trusted-proxies=127.0.0.0/8,::1/128",
                "--balas.webhook.body-timeout=60s",
                "--server.tomcat.connection-timeout=60s");
        Closeable _ = () -> closeAll(strangers)) {
      var budget = signed.getBean(WebhookBody.Budget.class);
      // Of one address, then of one each.
      for (int address : List.of(1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9)) {
        Socket stranger = open(signed);
        strangers.add(stranger);
        send(stranger, signed("203.0.113." + address, "0".repeat(64), 65_536) + "x".repeat(65_535));
        await().until(() -> budget.held() / 65_536 + answered(strangers) == strangers.size());
        if (strangers.size() >= 8) {
          assertThat(answerToASignedBody(signed)).startsWith("HTTP/1.1 200");
        }
      }
      assertThat(budget.held()).isEqualTo(4 * 65_536);
    }
  }

  private static long answered(List<Socket> sockets) throws IOException {
    long answered = 0;
    for (Socket socket : sockets) {
      answered += socket.getInputStream().available() > 0 ? 1 : 0;
    }
    return answered;
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static String answerToASignedBody(ConfigurableApplicationContext signed)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(ISO_8859_1), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal("{}".getBytes(ISO_8859_1)));
    try (Socket relay = open(signed)) {
      send(relay, signed("203.0.113.200", signature, 2) + "{}");
      return firstLine(relay);
    }
  }

  private static String signed(String source, String signature, int length) {
    return "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\nX-Webhook-Signature: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(source, signature, length);
  }

  @Test
  void headersThatDoNotArriveCloseTheConnection() throws Exception {
    try (Socket socket = open()) {
      send(socket, "POST /webhook/whapi HTTP/1.1\r\nHost:");
      assertThat(answer(socket)).doesNotContain("200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish\r\n\r\n",
        "POST /webhook/whapi HTTP/9.9\r\nHost: a\r\n\r\n",
        "POST /webhook/whapi|{} HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: strange\r\n\r\n",
        "POST /webhook/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /intake/gaps?since=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /intake/gaps?since=%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      })
  void invalidRequestsRevealNothing(String request) throws Exception {
    try (Socket socket = open()) {
      send(socket, request);
      assertRevealsNothing(answer(socket));
    }
  }

  @Test
  void tooLargeHeadersRevealNothing() throws Exception {
    try (Socket socket = open()) {
      send(
          socket,
          "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");
      assertRevealsNothing(answer(socket));
    }
  }

  private static void assertRevealsNothing(String answer) {
    assertThat(answer).matches("(?s)HTTP/1.1 (4|505|501).*");
    assertThat(answer)
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContainIgnoringCase("exception")
        .doesNotContain("<html");
  }

  private static String post(String length) {
    return "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Webhook-Secret: "
        + SECRET
        + "\r\n"
        + length
        + "\r\n";
  }

  private static long sendChunksUntilRefused(Socket socket) throws IOException {
    byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(ISO_8859_1);
    OutputStream out = socket.getOutputStream();
    long sent = 0;
    while (sent < 64L * 1024 * 1024 && socket.getInputStream().available() == 0) {
      out.write(chunk);
      sent += chunk.length;
    }
    return sent;
  }

  private static Socket open() throws IOException {
    return open(service);
  }

  private static Socket open(ConfigurableApplicationContext running) throws IOException {
    var socket =
        new Socket(
            "localhost",
            Integer.parseInt(running.getEnvironment().getRequiredProperty("local.server.port")));
    socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int b = socket.getInputStream().read();
        b >= 0 && b != '\n';
        b = socket.getInputStream().read()) {
      line.append((char) b);
    }
    return line.toString();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
