package id.balas.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.factor.TotpCodes;
import id.balas.auth.user.Users;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a stolen access token does not open: sensitive actions need a recent confirmation.
class ConfirmIT {

  private static final String OTHER = "kata-sandi-lain-9";
  private static final String PASSWORD = "{\"password\":\"" + RunningService.PASSWORD + "\"}";

  private static RunningService service;
  private static String targetId;

  private String name;
  private Client boss;
  private String id;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    targetId = Client.admin(service).register(Client.fresh("target"), "karyawan").text("/data/id");
  }

  @BeforeEach
  void signIn() {
    name = Client.fresh("boss");
    boss = Client.user(service, name, "admin");
    id = boss.get("/auth/me").is(200).text("/id");
  }

  /// As if the user had signed in 11 minutes ago.
  private void age() {
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.sign_ins SET confirmed_at = now() - interval '11 min' WHERE user_id = ?")
        .param(Long.parseLong(id))
        .update();
  }

  @Asvs({"6.4.4", "7.5.1"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "PATCH|/auth/me|{'email':'NAME-new@example.com'}|200",
        "POST|/auth/me/recovery-codes|{}|409",
        "DELETE|/auth/me/sessions/0b0d5c5e-8f5c-4a53-9a53-0d1c1f0a7e11||404",
        "POST|/auth/register|{'name':'A','email':'NAME-x@example.com','username':'NAME-x','password':'kata-sandi-lain-9'}|201",
        "PATCH|/users/TARGET|{'email':'NAME-y@example.com'}|200",
        "PATCH|/users/OTHER|{'role':'admin'}|200",
        "POST|/users/TARGET/reset|{}|200",
        "DELETE|/users/TARGET/totp||204",
        "POST|/invitations|{'role':'admin'}|201",
        "POST|/api-keys|{'name':'x','scopes':['intake']}|201"
      })
  void sensitiveActionsNeedARecentConfirmation(
      String method, String path, String body, int status) {
    String other = boss.register(Client.fresh("other"), "karyawan").is(201).text("/data/id");
    String at = path.replace("TARGET", targetId).replace("OTHER", other);
    String json = body == null ? null : body.replace('\'', '"').replace("NAME", name);
    age();

    assertThat(boss.send(method, at, json).is(403).text("/code"))
        .isEqualTo("confirmation_required");
    boss.post("/auth/confirm", "{\"password\":\"wrong-password\"}").is(403);
    assertThat(boss.send(method, at, json).is(403).text("/code"))
        .isEqualTo("confirmation_required");
    assertThat(boss.post("/auth/confirm", PASSWORD).is(200).text("/confirmedUntil")).isNotBlank();
    boss.send(method, at, json).is(status);
  }

  @Asvs("10.3.4")
  @Test
  void renewalIsNoConfirmation() {
    Client.Answer login = Client.stranger(service).login(name, RunningService.PASSWORD).is(200);
    age();
    String token =
        Client.stranger(service)
            .post("/auth/refresh", "{\"refresh_token\":\"" + login.text("/refresh_token") + "\"}")
            .is(200)
            .text("/access_token");

    Client.stranger(service).bearer(token).post("/invitations", "{}").is(403);
  }

  @Test
  void sessionEndedOnAnotherInstanceCreatesNoKey() {
    Client elsewhere = Client.admin(RunningService.sharedEs256());
    boss.get("/auth/me").is(200);
    elsewhere.delete("/users/" + id + "/sessions").is(204);

    boss.post("/api-keys", "{\"name\":\"x\",\"scopes\":[\"intake\"]}").is(401);
    boss.post("/invitations", "{}").is(401);
  }

  // The key is requested, and then logout everywhere ends the sessions and lists the keys.
  @Test
  void keyRequestedDuringLogoutEverywhereIsRefused() throws Exception {
    var logout = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Client.Answer> key =
          logout.execute(_ -> {
            service.bean(Users.class).lockAccounts();
            Future<Client.Answer> started =
                threads.submit(
                    () -> boss.post("/api-keys", "{\"name\":\"x\",\"scopes\":[\"intake\"]}"));
            await().until(() -> started.isDone() || AccountLock.isAwaited(service));
            service
                .bean(JdbcClient.class)
                .sql("UPDATE auth.sign_ins SET ended_at = now() WHERE user_id = ?")
                .param(Long.parseLong(id))
                .update();
            return started;
          });

      key.get().is(401);
    }
  }

  @Test
  void usualChangesNeedNoConfirmation() {
    age();

    boss.patch("/auth/me", "{\"name\":\"Boss\",\"email\":\"" + name + "@example.com\"}").is(200);
    boss.patch("/users/" + targetId, "{\"disabled\":false,\"role\":\"karyawan\"}").is(200);
    boss.get("/api-keys").is(200);
  }

  @Test
  void codeOfTheAppConfirms() {
    boss.post("/auth/confirm", "{\"code\":\"123456\"}").is(403);
    byte[] secret = TotpCodes.enroll(service, boss);
    age();
    boss.post("/invitations", "{}").is(403);
    boss.post("/auth/confirm", "{\"code\":\"" + TotpCodes.present(secret) + "\"}").is(200);

    boss.post("/invitations", "{}").is(201);
    boss.post("/auth/confirm", "{}").is(400);
  }

  @Test
  void guessesAtTheConfirmationAreSlowed() {
    int status = 0;
    for (int i = 0; i < 8; i++) {
      status = boss.post("/auth/confirm", "{\"password\":\"wrong-password\"}").status();
    }

    assertThat(status).isEqualTo(429);
    assertThat(
            Client.admin(service)
                .get("/audit?what=password.wrong&who=" + name)
                .text("/items/0/target"))
        .isEqualTo("user:" + id);
  }

  @Asvs("7.5.1")
  @Test
  void usersCannotResetThemselves() {
    assertThat(boss.post("/users/" + id + "/reset", "{}").is(403).text("/detail"))
        .contains("your own password");
    boss.delete("/users/" + id + "/totp").is(403);
  }

  private Client key() {
    return Client.stranger(service)
        .bearer(
            boss.post("/api-keys", "{\"name\":\"crm\",\"scopes\":[\"chats:read\"]}")
                .is(201)
                .text("/key"));
  }

  private int register(String invitation) {
    return Client.stranger(service)
        .post(
            "/auth/register",
            Client.registration(Client.fresh("invited"), "karyawan")
                .replace("}", ",\"invitation\":\"" + invitation + "\"}"))
        .status();
  }

  @Asvs("10.4.9")
  @Test
  void logoutEverywhereEndsKeysAndInvitations() {
    Client key = key();
    String invitation = boss.post("/invitations", "{}").is(201).text("/token");
    Client.Answer ended = boss.post("/auth/logout-everywhere", "{}").is(200);

    assertThat(ended.text("/apiKeys/0/name")).isEqualTo("crm");
    assertThat(ended.text("/invitations/0/role")).isEqualTo("karyawan");
    key.get("/chats").is(401);
    assertThat(register(invitation)).isEqualTo(403);
  }

  @Test
  void logoutEverywhereKeepsWhatIsAskedFor() {
    Client key = key();
    String invitation = boss.post("/invitations", "{}").is(201).text("/token");
    Client.Answer ended =
        boss.post("/auth/logout-everywhere", "{\"keepKeys\":true,\"keepInvitations\":true}")
            .is(200);

    assertThat(ended.json().path("apiKeys")).isEmpty();
    assertThat(key.get("/chats").status()).isNotIn(401, 403);
    assertThat(register(invitation)).isEqualTo(201);
  }

  @Test
  void resetShowsAndEndsKeysAndInvitations() {
    Client key = key();
    String invitation = boss.post("/invitations", "{}").is(201).text("/token");
    Client.Answer offered = Client.admin(service).post("/users/" + id + "/reset", "{}").is(200);
    assertThat(offered.text("/apiKeys/0/name")).isEqualTo("crm");
    assertThat(offered.json().path("invitations")).hasSize(1);
    assertThat(key.get("/chats").status()).isNotIn(401, 403);

    Client.stranger(service)
        .post(
            "/auth/reset",
            "{\"identifier\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, offered.text("/code"), OTHER))
        .is(204);

    key.get("/chats").is(401);
    assertThat(register(invitation)).isEqualTo(403);
    assertThat(
            Client.admin(service)
                .get("/audit?what=access.ended&who=" + name)
                .text("/items/0/detail"))
        .contains("key:", "invitation:");
  }

  @Asvs({"7.5.2", "8.2.2", "10.4.9"})
  @Test
  void usersSeeAndEndTheirSessions() {
    Client elsewhere = Client.stranger(service).signIn(name, RunningService.PASSWORD);
    var sessions = boss.get("/auth/me/sessions").is(200).json();
    assertThat(sessions).hasSize(2);
    assertThat(sessions).filteredOn(session -> session.path("current").asBoolean()).hasSize(1);
    String other =
        sessions
            .valueStream()
            .filter(session -> !session.path("current").asBoolean())
            .map(session -> session.path("id").asString())
            .findFirst()
            .orElseThrow();

    Client.user(service, Client.fresh("stranger"), "karyawan")
        .delete("/auth/me/sessions/" + other)
        .is(404);
    boss.delete("/auth/me/sessions/" + other).is(204);

    elsewhere.get("/auth/me").is(401);
    boss.get("/auth/me").is(200);
  }

  @Asvs("7.4.5")
  @Test
  void adminsEndTheSessionsOfAUser() {
    Client.admin(service).delete("/users/" + id + "/sessions").is(204);

    boss.get("/auth/me").is(401);
  }

  @Asvs("2.2.3")
  @Test
  void keysLiveAtMostAYear() {
    for (String days : List.of("0", "366", "3650")) {
      assertThat(
              boss.post(
                      "/api-keys",
                      "{\"name\":\"x\",\"scopes\":[\"intake\"],\"expiresInDays\":" + days + "}")
                  .is(400)
                  .text("/parameter"))
          .isEqualTo("expiresInDays");
    }
  }
}
