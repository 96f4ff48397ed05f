package id.balas.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Changes of users by admins and by themselves.
class UsersIT {

  private static final String OTHER = "kata-sandi-lain-9";

  private static RunningService service;
  private static Client admin;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.admin(service);
  }

  private record Person(String name, String id, Client client) {}

  private static Person person(String role) {
    String name = Client.fresh("person");
    Client client = Client.user(service, name, role);
    return new Person(name, client.get("/auth/me").is(200).text("/id"), client);
  }

  @Test
  void listsAreBareArraysByRole() {
    Person siti = person("karyawan");
    Person boss = person("admin");

    assertThat(admin.get("/users/").json().isArray()).isTrue();
    assertThat(admin.get("/users/").body()).contains(siti.name(), boss.name());
    assertThat(admin.get("/users/agents").body()).contains(siti.name()).doesNotContain(boss.name());
    assertThat(admin.get("/users/admins").body()).contains(boss.name()).doesNotContain(siti.name());
  }

  @Test
  void patchChangesOnlyGivenFields() {
    Person siti = person("karyawan");
    Client.Answer changed =
        admin.patch("/users/" + siti.id(), "{\"name\":\"Siti Baru\",\"phone\":\"\"}").is(200);

    assertThat(changed.text("/name")).isEqualTo("Siti Baru");
    assertThat(changed.json().path("phone").isNull()).isTrue();
    assertThat(changed.text("/email")).isEqualTo(siti.name() + "@example.com");
    admin.patch("/users/" + siti.id(), "{\"username\":\"another\"}").is(400);
    admin.patch("/users/" + siti.id(), "{\"email\":\"admin@localhost.localdomain\"}").is(409);
    admin.patch("/users/999999", "{}").is(404);
  }

  @Test
  void disabledUserLosesAccessAtOnce() {
    Person siti = person("karyawan");
    admin.patch("/users/" + siti.id(), "{\"disabled\":true}").is(200);

    siti.client().get("/auth/me").is(401);
    siti.client().get("/chats").is(401);
    assertThat(
            Client.stranger(service)
                .login(siti.name(), RunningService.PASSWORD)
                .is(401)
                .text("/detail"))
        .contains("disabled");
    assertThat(
            Client.stranger(service).login(siti.name(), "wrong-password").is(401).text("/detail"))
        .doesNotContain("disabled");

    admin.patch("/users/" + siti.id(), "{\"disabled\":false}").is(200);
    siti.client().get("/auth/me").is(401);
    Client.stranger(service).signIn(siti.name(), RunningService.PASSWORD);
  }

  @Test
  void roleChangeAppliesToPresentTokens() {
    Person boss = person("admin");
    boss.client().get("/users/").is(200);
    admin.patch("/users/" + boss.id(), "{\"role\":\"agent\"}").is(200);

    boss.client().get("/users/").is(403);
    assertThat(boss.client().get("/auth/me").is(200).text("/role")).isEqualTo("karyawan");
  }

  @Test
  void deletedUserKeepsOnlyTheUsername() {
    Person siti = person("karyawan");
    admin.delete("/users/" + siti.id()).is(204);

    siti.client().get("/auth/me").is(401);
    admin.get("/users/" + siti.id()).is(404);
    Client.stranger(service).login(siti.name(), RunningService.PASSWORD).is(401);
    assertThat(admin.register(siti.name(), "karyawan").is(409).text("/detail"))
        .isEqualTo("The username is taken.");
    var row =
        service
            .bean(JdbcClient.class)
            .sql("SELECT * FROM auth.users WHERE id = ?")
            .param(Long.parseLong(siti.id()))
            .query()
            .singleRow();
    assertThat(row.get("username")).isEqualTo(siti.name());
    assertThat(row.get("email")).isNull();
    assertThat(row.get("phone")).isNull();
    assertThat(row.get("password_hash")).isEqualTo("!");
  }

  @Test
  void lastAdminCannotBeRemoved() throws Exception {
    try (var fresh = RunningService.on(TestPostgres.newDatabase());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Client one = Client.admin(fresh);
      String id = one.get("/auth/me").text("/id");
      one.patch("/users/" + id, "{\"disabled\":true}").is(409);
      one.patch("/users/" + id, "{\"role\":\"karyawan\"}").is(409);
      one.delete("/users/" + id).is(409);

      Client other = Client.user(fresh, "other", "admin");
      String otherId = other.get("/auth/me").text("/id");
      List<Callable<Integer>> duel =
          List.of(
              () -> one.patch("/users/" + otherId, "{\"disabled\":true}").status(),
              () -> other.patch("/users/" + id, "{\"disabled\":true}").status());
      assertThat(threads.invokeAll(duel).stream().map(Future::resultNow).toList())
          .containsOnlyOnce(200);
    }
  }

  @Test
  void usersCannotChangeTheirOwnRights() {
    Person siti = person("karyawan");
    siti.client().patch("/auth/me", "{\"name\":\"Aku\",\"role\":\"admin\"}").is(400);
    siti.client().patch("/auth/me", "{\"name\":\"Aku\",\"disabled\":true}").is(400);
    Client.Answer changed = siti.client().patch("/auth/me", "{\"name\":\"Aku\"}").is(200);

    assertThat(changed.text("/name")).isEqualTo("Aku");
    assertThat(changed.text("/role")).isEqualTo("karyawan");
    siti.client().get("/auth/me").is(200);
  }

  @Test
  void passwordChangeEndsOtherSessions() {
    Person siti = person("karyawan");
    Client elsewhere = Client.stranger(service).signIn(siti.name(), RunningService.PASSWORD);
    String body = "{\"currentPassword\":\"%s\",\"newPassword\":\"" + OTHER + "\"}";

    siti.client().post("/auth/me/password", body.formatted("wrong-password")).is(403);
    siti.client().post("/auth/me/password", body.formatted(RunningService.PASSWORD)).is(204);

    siti.client().get("/auth/me").is(200);
    elsewhere.get("/auth/me").is(401);
    Client.stranger(service).login(siti.name(), RunningService.PASSWORD).is(401);
    Client.stranger(service).login(siti.name(), OTHER).is(200);
  }

  @Test
  void resetCodeIsValidOnceAndEndsSessions() {
    Person siti = person("karyawan");
    String code = admin.post("/users/" + siti.id() + "/reset", "{}").is(200).text("/code");
    String body =
        "{\"identifier\":\"" + siti.name() + "\",\"code\":\"%s\",\"password\":\"" + OTHER + "\"}";
    Client stranger = Client.stranger(service);

    Client.Answer wrong = stranger.post("/auth/reset", body.formatted("AAAAAAAAAA")).is(401);
    assertThat(
            stranger
                .post(
                    "/auth/reset",
                    body.replace(siti.name(), Client.fresh("nobody")).formatted(code))
                .is(401)
                .body())
        .isEqualTo(wrong.body());
    stranger.post("/auth/reset", body.replace(OTHER, "123").formatted(code)).is(400);
    stranger.post("/auth/reset", body.formatted(code.toLowerCase(java.util.Locale.ROOT))).is(204);
    stranger.post("/auth/reset", body.formatted(code)).is(401);

    siti.client().get("/auth/me").is(401);
    Client.stranger(service).login(siti.name(), OTHER).is(200);
  }

  @Test
  void concurrentResetsSucceedOnce() throws Exception {
    Person siti = person("karyawan");
    String code = admin.post("/users/" + siti.id() + "/reset", "{}").is(200).text("/code");
    String body =
        "{\"identifier\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}"
            .formatted(siti.name(), code, OTHER);
    Callable<Integer> use = () -> Client.stranger(service).post("/auth/reset", body).status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              threads.invokeAll(Collections.nCopies(4, use)).stream()
                  .map(Future::resultNow)
                  .toList())
          .containsOnlyOnce(204)
          .containsOnly(204, 401);
    }
  }

  @Test
  void resetCodeExpires() {
    Person siti = person("karyawan");
    String code = admin.post("/users/" + siti.id() + "/reset", "{}").is(200).text("/code");
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.users SET reset_expires_at = now() WHERE id = ?")
        .param(Long.parseLong(siti.id()))
        .update();

    Client.stranger(service)
        .post(
            "/auth/reset",
            "{\"identifier\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}"
                .formatted(siti.name(), code, OTHER))
        .is(401);
  }

  @Test
  void authenticatorAppIsRequiredAfterConfirmation() {
    Person boss = person("admin");
    boss.client().post("/auth/me/totp", "{\"password\":\"wrong-password\"}").is(403);
    Client.Answer offer =
        boss.client()
            .post("/auth/me/totp", "{\"password\":\"" + RunningService.PASSWORD + "\"}")
            .is(200);
    byte[] secret = bytes(offer.text("/secret"));
    assertThat(offer.text("/uri"))
        .isEqualTo(
            "otpauth://totp/Balas:%s?secret=%s&issuer=Balas"
                .formatted(boss.name(), offer.text("/secret")));
    Client.stranger(service).login(boss.name(), RunningService.PASSWORD).is(200);

    long step = Instant.now().getEpochSecond() / 30;
    boss.client()
        .post("/auth/me/totp/confirm", "{\"code\":\"%s\"}".formatted(Totp.code(secret, step - 1)))
        .is(204);

    String login =
        "{\"identifier\":\""
            + boss.name()
            + "\",\"password\":\""
            + RunningService.PASSWORD
            + "\",\"totp\":\"%s\"}";
    Client stranger = Client.stranger(service);
    assertThat(stranger.login(boss.name(), RunningService.PASSWORD).is(401).text("/code"))
        .isEqualTo("totp_required");
    assertThat(stranger.post("/auth/login", login.formatted("000000")).is(401).text("/code"))
        .isEqualTo("totp_wrong");
    stranger.post("/auth/login", login.formatted(Totp.code(secret, step - 1))).is(401);
    String code = Totp.code(secret, step);
    stranger.post("/auth/login", login.formatted(code)).is(200);
    stranger.post("/auth/login", login.formatted(code)).is(401);

    admin.delete("/users/" + boss.id() + "/totp").is(204);
    stranger.login(boss.name(), RunningService.PASSWORD).is(200);
  }

  @Test
  void guessingCodesIsSlowed() {
    Person boss = person("admin");
    byte[] secret =
        bytes(
            boss.client()
                .post("/auth/me/totp", "{\"password\":\"" + RunningService.PASSWORD + "\"}")
                .text("/secret"));
    boss.client()
        .post(
            "/auth/me/totp/confirm",
            "{\"code\":\"%s\"}".formatted(Totp.code(secret, Instant.now().getEpochSecond() / 30)))
        .is(204);
    String login =
        "{\"identifier\":\""
            + boss.name()
            + "\",\"password\":\""
            + RunningService.PASSWORD
            + "\",\"totp\":\"000000\"}";

    int status = 0;
    for (int i = 0; i < 12; i++) {
      Client.stranger(service).login(boss.name(), RunningService.PASSWORD);
      status = Client.stranger(service).post("/auth/login", login).status();
    }
    assertThat(status).isEqualTo(429);
  }

  private static byte[] bytes(String base32) {
    var bytes = new java.io.ByteArrayOutputStream();
    long buffer = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((int) (buffer >> bits));
      }
    }
    return bytes.toByteArray();
  }
}
