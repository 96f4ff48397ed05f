package id.balas.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.secret.RandomSecret;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Renewal and end of sessions, with the refresh token in the body or in the cookie.
class SessionIT {

  private static RunningService service;
  private static String siti;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    siti = Client.fresh("siti");
    Client.admin(service).register(siti, "karyawan").is(201);
  }

  private static Client.Answer login() {
    return Client.stranger(service).login(siti, RunningService.PASSWORD).is(200);
  }

  private static Client.Answer refresh(String token) {
    return Client.stranger(service)
        .post("/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(token));
  }

  private static int me(String accessToken) {
    return Client.stranger(service).bearer(accessToken).get("/auth/me").status();
  }

  @Asvs({"7.2.2", "7.2.4"})
  @Test
  void refreshTokenIsValidOnce() {
    Client.Answer login = login();
    Client.Answer first = refresh(login.text("/refresh_token")).is(200);
    Client.Answer second = refresh(first.text("/refresh_token")).is(200);

    assertThat(me(second.text("/access_token"))).isEqualTo(200);
    assertThat(second.text("/token_type")).isEqualTo("bearer");
    assertThat(second.text("/refresh_token"))
        .isNotIn(login.text("/refresh_token"), first.text("/refresh_token"));
    endOverlap(login);
    refresh(first.text("/refresh_token")).is(401);
  }

  @Asvs({"10.4.5", "16.3.3"})
  @Test
  void reusedRefreshTokenEndsOnlyItsSession() {
    Client.Answer stolen = login();
    Client.Answer elsewhere = login();
    Client.Answer next = refresh(stolen.text("/refresh_token")).is(200);
    endOverlap(stolen);

    refresh(stolen.text("/refresh_token")).is(401);

    refresh(next.text("/refresh_token")).is(401);
    assertThat(me(stolen.text("/access_token"))).isEqualTo(401);
    assertThat(me(next.text("/access_token"))).isEqualTo(401);
    assertThat(me(elsewhere.text("/access_token"))).isEqualTo(200);
    refresh(elsewhere.text("/refresh_token")).is(200);
    assertThat(
            Client.admin(service).get("/audit?what=refresh.reused&limit=1").text("/items/0/target"))
        .startsWith("user:");
  }

  /// Makes the refresh tokens of a session that were replaced so far older than the overlap.
  private static void endOverlap(Client.Answer login) {
    service
        .bean(JdbcClient.class)
        .sql(
            """
            UPDATE auth.refresh_tokens SET used_at = used_at - interval '21 s'
            WHERE used_at IS NOT NULL
              AND sign_in = (SELECT sign_in FROM auth.refresh_tokens WHERE hash = ?)
            """)
        .param(RandomSecret.hash(login.text("/refresh_token")))
        .update();
  }

  @Test
  void concurrentRefreshesAllSucceed() throws Exception {
    String token = login().text("/refresh_token");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Client.Answer> renewal = () -> refresh(token);
      List<Client.Answer> answers =
          threads.invokeAll(java.util.Collections.nCopies(20, renewal)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(answers).extracting(Client.Answer::status).containsOnly(200);
      assertThat(answers)
          .extracting(answer -> answer.text("/refresh_token"))
          .doesNotHaveDuplicates();
      assertThat(me(answers.getFirst().text("/access_token"))).isEqualTo(200);
      refresh(answers.getLast().text("/refresh_token")).is(200);
    }
  }

  @Test
  void lostAnswerIsRepeated() {
    Client.Answer login = login();
    refresh(login.text("/refresh_token")).is(200);

    Client.Answer again = refresh(login.text("/refresh_token")).is(200);
    endOverlap(login);
    refresh(again.text("/refresh_token")).is(200);
  }

  @Asvs("10.4.5")
  @Test
  void twoHoldersOfOneTokenFindOut() {
    Client.Answer login = login();
    Client.Answer user = refresh(login.text("/refresh_token")).is(200);
    Client.Answer thief = refresh(login.text("/refresh_token")).is(200);
    Client.Answer next = refresh(user.text("/refresh_token")).is(200);
    endOverlap(login);

    refresh(thief.text("/refresh_token")).is(401);
    refresh(next.text("/refresh_token")).is(401);
    assertThat(me(next.text("/access_token"))).isEqualTo(401);
  }

  @Asvs("7.4.1")
  @Test
  void endedSessionHasNoOverlap() {
    Client.Answer login = login();
    Client.Answer next = refresh(login.text("/refresh_token")).is(200);
    Client.stranger(service).bearer(next.text("/access_token")).post("/auth/logout", "{}").is(204);

    refresh(login.text("/refresh_token")).is(401);
  }

  @Asvs({"7.3.2", "10.4.8"})
  @Test
  void sessionEndsAfterItsLifetime() {
    Client.Answer login = login();
    service
        .bean(JdbcClient.class)
        .sql(
            "UPDATE auth.sign_ins SET expires_at = now() WHERE id = (SELECT sign_in FROM auth.refresh_tokens WHERE hash = ?)")
        .param(RandomSecret.hash(login.text("/refresh_token")))
        .update();

    refresh(login.text("/refresh_token")).is(401);
  }

  @Asvs({"7.2.3", "11.4.3"})
  @Test
  void refreshTokensAreStoredHashed() {
    String token = login().text("/refresh_token");
    JdbcClient jdbc = service.bean(JdbcClient.class);

    assertThat(jdbc.sql("SELECT hash FROM auth.refresh_tokens").query(String.class).list())
        .doesNotContain(token)
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  @Asvs("7.4.1")
  @Test
  void signOutEndsTheSession() {
    Client.Answer login = login();
    Client.stranger(service).bearer(login.text("/access_token")).post("/auth/logout", "{}").is(204);

    assertThat(me(login.text("/access_token"))).isEqualTo(401);
    refresh(login.text("/refresh_token")).is(401);
  }

  @Test
  void signOutNeedsOnlyTheRefreshToken() {
    Client.Answer login = login();
    Client.stranger(service)
        .post("/auth/logout", "{\"refresh_token\":\"%s\"}".formatted(login.text("/refresh_token")))
        .is(204);

    assertThat(me(login.text("/access_token"))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void signOutIsAuditedOnce(boolean withAccessToken) {
    Client.Answer login = login();
    Client stranger = Client.stranger(service);
    Client client = withAccessToken ? stranger.bearer(login.text("/access_token")) : stranger;
    String body = "{\"refresh_token\":\"%s\"}".formatted(login.text("/refresh_token"));
    client.post("/auth/logout", body).is(204);
    stranger.post("/auth/logout", body).is(204);

    Client.Answer page =
        Client.admin(service).get("/audit?what=logout&address=" + stranger.address());
    assertThat(page.json().path("items")).hasSize(1);
    assertThat(page.text("/items/0/user")).isEqualTo(siti);
  }

  @Test
  void signOutEverywhereEndsAllSessions() {
    Client.Answer here = login();
    Client.Answer there = login();
    Client.stranger(service)
        .bearer(here.text("/access_token"))
        .post("/auth/logout-everywhere", "{}")
        .is(200);

    assertThat(me(here.text("/access_token"))).isEqualTo(401);
    assertThat(me(there.text("/access_token"))).isEqualTo(401);
    refresh(there.text("/refresh_token")).is(401);
  }

  private static String cookie() {
    Client.Answer login =
        Client.stranger(service)
            .post(
                "/auth/login",
                "{\"identifier\":\"%s\",\"password\":\"%s\",\"cookie\":true}"
                    .formatted(siti, RunningService.PASSWORD))
            .is(200);
    assertThat(login.json().has("refresh_token")).isFalse();
    return Objects.requireNonNull(login.header("Set-Cookie"));
  }

  @Asvs({"3.3.1", "3.3.2", "3.3.4", "7.3.1"})
  @Test
  void cookieIsHiddenFromScriptsAndOtherSites() {
    assertThat(cookie())
        .startsWith("__Secure-balas-refresh=")
        .contains(
            "; Path=/auth", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=1209600")
        .doesNotContain("Domain");
  }

  @Test
  void cookieRenewsTheSession() {
    String cookie = cookie().split(";", 2)[0];
    Client.Answer renewed =
        Client.stranger(service).send("POST", "/auth/refresh", "{}", "Cookie", cookie).is(200);

    assertThat(me(renewed.text("/access_token"))).isEqualTo(200);
    assertThat(renewed.json().has("refresh_token")).isFalse();
    assertThat(renewed.header("Set-Cookie")).doesNotContain(cookie);
  }

  @Asvs("3.5.1")
  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void cookieFromAnotherSiteIsRefused(String from) {
    String cookie = cookie().split(";", 2)[0];
    for (String path : List.of("/auth/refresh", "/auth/logout")) {
      Client.stranger(service)
          .send("POST", path, "{}", "Cookie", cookie, "Sec-Fetch-Site", from)
          .is(403);
    }
    Client.stranger(service)
        .send("POST", "/auth/refresh", "{}", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
        .is(200);
  }

  @Asvs("3.5.1")
  @ParameterizedTest
  @CsvSource({"https://evil.example.com, 403", "null, 403", "http://localhost:1, 403", "own, 200"})
  void originIsCheckedWithoutFetchMetadata(String origin, int status) {
    String cookie = cookie().split(";", 2)[0];
    String own = service.uri("");

    Client.stranger(service)
        .send(
            "POST",
            "/auth/refresh",
            "{}",
            "Cookie",
            cookie,
            "Origin",
            origin.equals("own") ? own : origin)
        .is(status);
  }

  @Asvs("3.5.2")
  @Test
  void cookieOpensNoOtherEndpoint() {
    String cookie = cookie().split(";", 2)[0];

    Client.stranger(service).send("GET", "/auth/me", null, "Cookie", cookie).is(401);
    Client.stranger(service).send("GET", "/users/", null, "Cookie", cookie).is(401);
  }

  @Test
  void signOutDeletesTheCookie() {
    String cookie = cookie().split(";", 2)[0];
    Client.Answer out =
        Client.stranger(service).send("POST", "/auth/logout", "{}", "Cookie", cookie).is(204);

    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    Client.stranger(service).send("POST", "/auth/refresh", "{}", "Cookie", cookie).is(401);
  }
}
