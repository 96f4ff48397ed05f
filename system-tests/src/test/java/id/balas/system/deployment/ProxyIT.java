package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import id.balas.stack.Stack;
import id.balas.stack.settings.StackSettings;
import id.balas.system.TestStack;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The shipped proxy configuration before the running stack. Skipped where Caddy is not installed.
@Order(4)
class ProxyIT {

  // Another address of this machine, so that the client's differs from the proxy's.
  private static final String CLIENT = "127.0.0.77";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path directory;
  private static CaddyProcess caddy;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(CaddyProcess.isInstalled(), "Caddy is not installed");
    Stack stack = TestStack.shared().stack();
    caddy = new CaddyProcess(directory, address(stack.ingest().url()), address(stack.auth().url()));
    http = client(caddy);
  }

  private static HttpClient client(CaddyProcess proxy) throws Exception {
    HttpRequest root = HttpRequest.newBuilder(URI.create(proxy.url("/"))).build();
    await()
        .ignoreExceptions()
        .until(
            () -> proxy.client(CLIENT).send(root, BodyHandlers.discarding()).statusCode() == 200);
    return proxy.client(CLIENT);
  }

  // Not localhost, which Caddy might reach by IPv6.
  private static String address(String url) {
    return url.replace("http://localhost", "127.0.0.1");
  }

  @AfterAll
  static void stop() {
    if (caddy != null) {
      caddy.close();
    }
  }

  @Test
  void callsUseTlsHttp2AndStrictTransport() throws Exception {
    HttpResponse<String> answer = send(request("/").header("Accept", "application/json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(answer.headers().allValues("Strict-Transport-Security"))
        .containsExactly("max-age=31536000");
    assertThat(answer.headers().map()).doesNotContainKey("server");
  }

  @Test
  void plainHttpIsRedirected() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(caddy.httpUrl("/chats?limit=1"))));

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith("https://localhost");
  }

  @Test
  void webhookArrives() throws Exception {
    String body =
        "{\"messages\":[{\"from\":\"6281112223399\",\"text\":{\"body\":\"Halo lewat proxy\"}}]}";
    HttpResponse<String> answer = send(json("/webhook/whapi", body));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void bodiesAreLimited() throws Exception {
    String large = "{\"x\":\"%s\"}".formatted("x".repeat(1_100_000));

    // The proxy and the service have the same limit. Caddy 2.6 says 502.
    assertThat(send(json("/webhook/whapi", large)).statusCode()).isIn(413, 502);
    assertThat(send(json("/auth/login", large)).statusCode()).isEqualTo(413);
  }

  // The services refuse such a body, too. So behind the proxy is one that takes everything.
  @ParameterizedTest
  @CsvSource({"/webhook/whapi, 1", "/media, 101"})
  void proxyItselfLimitsBodies(String path, int mebibytes, @TempDir Path own) throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    String address = "127.0.0.1:" + service.getAddress().getPort();
    try (var proxy = new CaddyProcess(own, address, address)) {
      HttpClient client = client(proxy);
      URI uri = URI.create(proxy.url(path));
      int most = mebibytes * 1024 * 1024;

      assertThat(status(client, uri, most)).isEqualTo(200);
      // Caddy 2.6 says 502.
      assertThat(status(client, uri, most + 1)).isIn(413, 502);
    } finally {
      service.stop(0);
    }
  }

  private static int status(HttpClient client, URI uri, int bytes) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(new byte[bytes])).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void auditHasTheAddressOfTheClient() throws Exception {
    String who = "nobody-" + System.nanoTime();
    HttpResponse<String> refused =
        send(
            json(
                    "/auth/login",
                    "{\"identifier\":\"%s\",\"password\":\"wrong-word\"}".formatted(who))
                .header("X-Forwarded-For", "203.0.113.9"));
    assertThat(refused.statusCode()).isEqualTo(401);

    String audit = send(request("/audit?limit=20").header("Authorization", token())).body();

    assertThat(audit).contains("\"" + CLIENT + "\"").doesNotContain("203.0.113.9");
  }

  @Test
  void eventsArriveAtOnce() throws Exception {
    var stream =
        http.send(
            request("/chats/stream")
                .header("Authorization", token())
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(stream.statusCode()).isEqualTo(200);
      await().until(() -> lines.readLine().equals("event:ready"));
    }
  }

  private static String token() throws Exception {
    HttpResponse<String> answer =
        send(
            json(
                "/auth/login",
                "{\"identifier\":\"admin\",\"password\":\"%s\"}"
                    .formatted(StackSettings.LOCAL_PASSWORD)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return "Bearer " + JSON.readTree(answer.body()).path("access_token").asString();
  }

  private static HttpRequest.Builder json(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(caddy.url(path))).timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
