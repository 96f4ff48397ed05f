package id.balas.system.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a thief does with a stolen token, and how far guessing gets. The guesser claims another
/// address with each request, which a service without a trusted proxy must not believe.
@Order(5)
@Tag("long")
class StolenSecretIT {

  private static final int GUESSES = 40;
  // Five are free. The waits after them, of 1, 2 and 4 s and so on, pass while others are refused.
  private static final int MOST_TRIED = 12;
  private static final int FREE_OF_ADDRESS = 20;

  private static Doors doors;
  private static Accounts accounts;
  private Accounts.SignedIn victim;

  @BeforeAll
  static void start() throws Exception {
    doors = Doors.shared();
    accounts = new Accounts(doors.front());
  }

  // At the second front door all clients have one address: failures of an earlier test would count.
  @BeforeEach
  void prepare() {
    doors.update("DELETE FROM auth.login_attempts");
    victim = accounts.user("admin");
  }

  private static Http.Answer refresh(String token) {
    return doors
        .front()
        .post(Caller.NOBODY, "/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
  }

  @Test
  void stolenRefreshTokenEndsTheSession() throws Exception {
    Http.Answer next = refresh(victim.refreshToken()).is(200);
    try (HttpClient http = HttpClient.newHttpClient();
        Stream<String> stream = stream(http, next.text("/access_token"))) {
      // The 20 s of the overlap pass.
      doors.update(
          """
          UPDATE auth.refresh_tokens SET used_at = used_at - interval '21 s'
          WHERE used_at IS NOT NULL
            AND sign_in IN (SELECT id FROM auth.sign_ins WHERE user_id = ?)
          """,
          Long.parseLong(victim.id()));

      refresh(victim.refreshToken()).is(401);

      refresh(next.text("/refresh_token")).is(401);
      for (String token : List.of(victim.accessToken(), next.text("/access_token"))) {
        doors.front().get(Caller.admin("thief", token), "/auth/me").is(401);
      }
      await().until(() -> stream.count() >= 0);
    }
  }

  private static Stream<String> stream(HttpClient http, String token) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(doors.front().url() + "/chats/stream"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void stolenAccessTokenIsNotEnoughForSensitiveActions() {
    Caller thief = victim.caller("admin");
    doors.update(
        "UPDATE auth.sign_ins SET confirmed_at = now() - interval '11 min' WHERE user_id = ?",
        Long.parseLong(victim.id()));

    for (List<String> action :
        List.of(
            List.of("PATCH", "/auth/me", "{\"email\":\"thief@example.com\"}"),
            List.of("POST", "/users/" + victim.id() + "/reset", "{}"),
            List.of("POST", "/users/1/reset", "{}"),
            List.of("DELETE", "/users/1/totp", ""),
            List.of("PATCH", "/users/" + victim.id(), "{\"role\":\"karyawan\"}"),
            List.of("POST", "/invitations", "{\"role\":\"admin\"}"),
            List.of("POST", "/api-keys", "{\"name\":\"thief\",\"scopes\":[\"chats:read\"]}"),
            List.of("POST", "/auth/me/recovery-codes", "{}"),
            List.of("POST", "/auth/me/totp", "{\"password\":\"wrong-password\"}"))) {
      doors.front().send(thief, action.get(0), action.get(1), action.get(2)).is(403);
    }
    doors.front().get(thief, "/auth/me").is(200);
  }

  @Test
  void guessesAtThePasswordEnd() {
    assertSlowed(Caller.NOBODY, "/auth/login", i -> signIn(names(i), "guess-" + i, ""), MOST_TRIED);
    prolongWaits();
    second(Caller.NOBODY, "/auth/login", signIn(victim.username(), Accounts.PASSWORD, "")).is(429);
  }

  // The user is known by several names.
  private String names(int guess) {
    return switch (guess % 3) {
      case 0 -> victim.username();
      case 1 -> victim.username().toUpperCase(Locale.ROOT);
      default -> victim.username() + "@example.com";
    };
  }

  private static String signIn(String name, String password, String totp) {
    return "{\"identifier\":\"%s\",\"password\":\"%s\",\"totp\":\"%s\"}"
        .formatted(name, password, totp);
  }

  @Test
  void guessesAtTheAuthenticatorAppEnd() {
    String secret = enroll();

    assertSlowed(
        Caller.NOBODY,
        "/auth/login",
        // A sign-in without a code in between does not reset the count.
        i ->
            signIn(victim.username(), Accounts.PASSWORD, i % 4 == 3 ? "" : "%06d".formatted(i * 7)),
        MOST_TRIED + GUESSES / 4);
    prolongWaits();
    second(
            Caller.NOBODY,
            "/auth/login",
            signIn(victim.username(), Accounts.PASSWORD, Totp.present(secret)))
        .is(429);
  }

  @Test
  void guessesAtRecoveryCodesEnd() {
    enroll();
    doors.front().post(victim.caller("admin"), "/auth/me/recovery-codes", "{}").is(201);

    assertSlowed(
        Caller.NOBODY,
        "/auth/login",
        i ->
            signIn(
                victim.username(),
                Accounts.PASSWORD,
                "AAAAAA-AAAAAA-AAAAAA-AAAA%d%d".formatted(2 + i % 7, 2 + i / 7)),
        MOST_TRIED);
  }

  private String enroll() {
    Caller user = victim.caller("admin");
    String secret =
        doors
            .front()
            .post(user, "/auth/me/totp", "{\"password\":\"" + Accounts.PASSWORD + "\"}")
            .is(200)
            .text("/secret");
    String code = Totp.present(secret);
    doors.front().post(user, "/auth/me/totp/confirm", "{\"code\":\"" + code + "\"}").is(204);
    // A code is valid once.
    doors.update(
        "UPDATE auth.users SET totp_last_step = 0 WHERE id = ?", Long.parseLong(victim.id()));
    return secret;
  }

  @Test
  void guessesAtResetCodesEnd() {
    String code =
        doors
            .front()
            .post(accounts.admin(), "/users/" + victim.id() + "/reset", "{}")
            .is(200)
            .text("/code");

    assertSlowed(
        Caller.NOBODY,
        "/auth/reset",
        i -> reset(names(i), "AAAAAAAA%d%d".formatted(2 + i % 7, 2 + i / 7)),
        MOST_TRIED);
    prolongWaits();
    second(Caller.NOBODY, "/auth/reset", reset(victim.username(), code)).is(429);
  }

  private static String reset(String name, String code) {
    return "{\"identifier\":\"%s\",\"code\":\"%s\",\"password\":\"kata-sandi-lain-9\"}"
        .formatted(name, code);
  }

  @Test
  void guessesAtTheConfirmationEnd() {
    enroll();
    Caller thief = victim.caller("admin");

    assertSlowed(
        thief,
        "/auth/confirm",
        i ->
            i % 2 == 0
                ? "{\"password\":\"guess-" + i + "\"}"
                : "{\"code\":\"%06d\"}".formatted(i * 7),
        MOST_TRIED);
    prolongWaits();
    second(thief, "/auth/confirm", "{\"password\":\"" + Accounts.PASSWORD + "\"}").is(429);
  }

  @Test
  void guessesAtInvitationsEnd() {
    assertSlowed(
        Caller.NOBODY,
        "/auth/register",
        i ->
            """
            {"name":"A","email":"a%1$d@example.com","username":"guess%1$d","password":"%2$s","role":"karyawan","invitation":"%3$s%4$02d"}\
            """
                .formatted(i, Accounts.PASSWORD, "A".repeat(41), i),
        MOST_TRIED + FREE_OF_ADDRESS);
  }

  /// Most guesses are refused unseen.
  private static void assertSlowed(
      Caller caller, String path, IntFunction<String> guess, int mostTried) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < GUESSES; i++) {
      statuses.add(second(caller, path, guess.apply(i)).status());
    }
    assertThat(statuses).first().isNotEqualTo(429);
    assertThat(statuses).allMatch(status -> List.of(401, 403, 429).contains(status));
    assertThat(statuses)
        .as(path)
        .filteredOn(status -> status != 429)
        .hasSizeLessThanOrEqualTo(mostTried);
  }

  // As if the guesses had gone on, so that the next attempt is certainly within a wait.
  private static void prolongWaits() {
    doors.update(
        "UPDATE auth.login_attempts SET free_from = now() + interval '1 min' WHERE free_from > '-infinity'");
  }

  private static Http.Answer second(Caller caller, String path, String json) {
    return doors.secondFront().post(caller, path, json);
  }
}
