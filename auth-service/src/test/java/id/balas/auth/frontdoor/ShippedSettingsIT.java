package id.balas.auth.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Guards that must hold with the settings as they are shipped: no trusted proxy, so that all
/// clients have one address, the usual limits of time, and plain http.
class ShippedSettingsIT {

  private static FakeBackend backend;
  private static RunningService service;
  private static Client admin;

  @BeforeAll
  static void start() throws Exception {
    backend = new FakeBackend();
    service =
        RunningService.on(
            TestPostgres.newDatabase(),
            "--TRUSTED_PROXIES=",
            "--SECURE_COOKIE=false",
            "--balas.front-door.bot=" + backend.uri());
    admin = Client.admin(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    backend.close();
  }

  /// All clients have one address: failures of an earlier test would count.
  @BeforeEach
  void forgetFailures() {
    service.bean(JdbcClient.class).sql("DELETE FROM auth.login_attempts").update();
  }

  private static List<String> cookies(Client.Answer login) {
    return login.response().headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .toList();
  }

  private static Client.Answer signIn(String user, String... headers) {
    return Client.stranger(service)
        .send(
            "POST",
            "/auth/login",
            "{\"identifier\":\"%s\",\"password\":\"%s\",\"cookie\":true}"
                .formatted(user, RunningService.PASSWORD),
            headers);
  }

  @Asvs("6.3.1")
  @Test
  void strangerBehindTheSameProxyLocksNobodyOut() {
    admin.register("siti", "karyawan").is(201);
    String device =
        cookies(signIn("siti").is(200)).stream()
            .filter(cookie -> cookie.startsWith("balas-device="))
            .findFirst()
            .orElseThrow();
    IntStream.range(0, 30).forEach(_ -> Client.stranger(service).login("siti", "wrong-password"));

    signIn("siti").is(429);
    signIn("siti", "Cookie", device).is(200);
  }

  @Test
  void fourTabsRenewAtOnceOverPlainHttp() throws Exception {
    String refresh =
        cookies(signIn("admin").is(200)).stream()
            .filter(cookie -> cookie.startsWith("balas-refresh="))
            .findFirst()
            .orElseThrow();
    Callable<Client.Answer> reload =
        () -> Client.stranger(service).send("POST", "/auth/refresh", "{}", "Cookie", refresh);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Client.Answer> tabs =
          threads.invokeAll(List.of(reload, reload, reload, reload)).stream()
              .map(Future::resultNow)
              .toList();

      assertThat(tabs).extracting(Client.Answer::status).containsOnly(200);
      for (Client.Answer tab : tabs) {
        String cookie = Objects.requireNonNull(tab.header("Set-Cookie")).split(";", 2)[0];
        Client.stranger(service).send("POST", "/auth/refresh", "{}", "Cookie", cookie).is(200);
      }
    }
  }

  @Asvs("7.4.2")
  @Test
  void streamOfADisabledUserEndsAtOnce() throws Exception {
    String id = admin.register("dewi", "karyawan").is(201).text("/data/id");
    String token =
        Client.stranger(service).login("dewi", RunningService.PASSWORD).text("/access_token");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(service.uri("/chats/stream")))
                  .header("Authorization", "Bearer " + token)
                  .header("Accept", "text/event-stream")
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      try (var stream =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        admin.patch("/users/" + id, "{\"disabled\":true}").is(200);

        long ended = assertTimeoutPreemptively(Duration.ofSeconds(6), () -> linesUntilEnd(stream));
        assertThat(ended).isGreaterThanOrEqualTo(0);
      }
    }
  }

  private static long linesUntilEnd(BufferedReader stream) {
    return stream.lines().count();
  }
}
