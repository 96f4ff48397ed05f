package id.balas.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.factor.TotpCodes;
import id.balas.auth.password.FullPasswordPool;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.Users;
import id.balas.events.testing.TestPostgres;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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
  void invitationsOfAFormerAdminEnd() {
    for (String end : List.of("{\"disabled\":true}", "{\"role\":\"karyawan\"}", "")) {
      Person boss = person("admin");
      String token =
          boss.client().post("/invitations", "{\"role\":\"admin\"}").is(201).text("/token");
      if (end.isEmpty()) {
        admin.delete("/users/" + boss.id()).is(204);
      } else {
        admin.patch("/users/" + boss.id(), end).is(200);
      }

      Client.stranger(service)
          .post(
              "/auth/register",
              Client.registration(Client.fresh("late"), "admin")
                  .replace("}", ",\"invitation\":\"" + token + "\"}"))
          .is(403);
    }
  }

  @Asvs("7.4.2")
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
  void adminDemotedOnAnotherInstanceChangesNothing() {
    Person boss = person("admin");
    Person siti = person("karyawan");
    Client elsewhere = Client.admin(RunningService.sharedEs256());
    boss.client().get("/users/").is(200);
    elsewhere.patch("/users/" + boss.id(), "{\"role\":\"karyawan\"}").is(200);

    boss.client().patch("/users/" + boss.id(), "{\"role\":\"admin\"}").is(403);
    boss.client().post("/users/" + siti.id() + "/reset", "{}").is(403);
    boss.client().post("/invitations", "{\"role\":\"admin\"}").is(403);
    boss.client().register(Client.fresh("late"), "admin").is(403);
    assertThat(admin.get("/users/" + boss.id()).is(200).text("/role")).isEqualTo("karyawan");
  }

  @Asvs("10.3.3")
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

  @Asvs({"8.2.3", "15.3.3"})
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

  @Asvs({"6.2.2", "6.2.3", "7.4.3"})
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
  void passwordsAndCodesOfAnOverloadedServerAreNoFailures() {
    Person siti = person("karyawan");
    String code = admin.post("/users/" + siti.id() + "/reset", "{}").is(200).text("/code");
    String change =
        "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}"
            .formatted(RunningService.PASSWORD, OTHER);
    String reset =
        "{\"identifier\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}"
            .formatted(siti.name(), code, OTHER);
    Client stranger = Client.stranger(service);
    try (var _ = new FullPasswordPool(service)) {
      for (int i = 0; i < 10; i++) {
        siti.client().post("/auth/me/password", change).is(503);
        stranger.post("/auth/reset", reset).is(503);
      }
    }

    siti.client().post("/auth/me/password", change.replace(OTHER, OTHER + "0")).is(204);
    Client.stranger(service).login(siti.name(), OTHER + "0").is(200);
  }

  // A login stores the code that was used last without a new version of the user.
  @Asvs("6.5.1")
  @Test
  void changeDuringALoginLeavesTheCodeUsed() {
    Person siti = person("karyawan");
    Users users = service.bean(Users.class);
    long id = Long.parseLong(siti.id());
    service
        .bean(AccountChanges.class)
        .changeAtStart(
            id,
            user -> {
              CompletableFuture.runAsync(() -> users.useTotpStep(id, 7)).join();
              user.rename("Siti Baru");
            });

    assertThat(users.get(id).name()).isEqualTo("Siti Baru");
    assertThat(users.useTotpStep(id, 7)).isZero();
  }

  // The old password is checked, and then replaced by a reset.
  @Test
  void passwordChangeDuringAResetIsRefused() throws Exception {
    Person siti = person("karyawan");
    JdbcClient jdbc = service.bean(JdbcClient.class);
    String body =
        "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}"
            .formatted(RunningService.PASSWORD, OTHER);
    var reset = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Client.Answer> change =
          reset.execute(_ -> {
            service.bean(Users.class).lockAccounts();
            Future<Client.Answer> started =
                threads.submit(() -> siti.client().post("/auth/me/password", body));
            await().until(() -> started.isDone() || AccountLock.isAwaited(service));
            jdbc.sql(
                    "UPDATE auth.users SET password_hash = 'of the reset', version = version + 1 WHERE username = ?")
                .param(siti.name())
                .update();
            return started;
          });

      change.get().is(409);
    }
    assertThat(
            jdbc.sql("SELECT password_hash FROM auth.users WHERE username = ?")
                .param(siti.name())
                .query(String.class)
                .single())
        .isEqualTo("of the reset");
  }

  @Asvs({"6.4.1", "6.4.3"})
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

  @Asvs("2.3.4")
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

  @Asvs("6.4.1")
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

  @Asvs({"2.3.1", "6.5.1", "7.4.3"})
  @Test
  void authenticatorAppIsRequiredAfterConfirmation() {
    Person boss = person("admin");
    boss.client().post("/auth/me/totp", "{\"password\":\"wrong-password\"}").is(403);
    Client.Answer offer =
        boss.client()
            .post("/auth/me/totp", "{\"password\":\"" + RunningService.PASSWORD + "\"}")
            .is(200);
    byte[] secret = TotpCodes.bytes(offer.text("/secret"));
    assertThat(offer.text("/uri"))
        .isEqualTo(
            "otpauth://totp/Balas:%s?secret=%s&issuer=Balas"
                .formatted(boss.name(), offer.text("/secret")));
    Client elsewhere = Client.stranger(service).signIn(boss.name(), RunningService.PASSWORD);

    boss.client()
        .post("/auth/me/totp/confirm", "{\"code\":\"" + TotpCodes.present(secret) + "\"}")
        .is(204);
    elsewhere.get("/auth/me").is(401);
    boss.client().get("/auth/me").is(200);
    TotpCodes.allowAgain(service, boss.id());

    Client stranger = Client.stranger(service);
    assertThat(stranger.login(boss.name(), RunningService.PASSWORD).is(401).text("/code"))
        .isEqualTo("totp_required");
    assertThat(login(stranger, boss, "000000").is(401).text("/code")).isEqualTo("totp_wrong");
    String code = TotpCodes.present(secret);
    login(stranger, boss, code).is(200);
    login(stranger, boss, code).is(401);

    admin.delete("/users/" + boss.id() + "/totp").is(204);
    boss.client().get("/auth/me").is(401);
    stranger.login(boss.name(), RunningService.PASSWORD).is(200);
  }

  private static Client.Answer login(Client client, Person person, String totp) {
    return client.post(
        "/auth/login",
        "{\"identifier\":\"%s\",\"password\":\"%s\",\"totp\":\"%s\"}"
            .formatted(person.name(), RunningService.PASSWORD, totp));
  }

  @Asvs("6.5.5")
  @Test
  void codeIsValidOnlyWhileTheAppShowsIt() {
    Person boss = person("admin");
    byte[] secret = TotpCodes.enroll(service, boss.client());
    TotpCodes.present(secret);

    login(Client.stranger(service), boss, TotpCodes.at(secret, -1)).is(401);
    login(Client.stranger(service), boss, TotpCodes.at(secret, 1)).is(401);
    login(Client.stranger(service), boss, TotpCodes.at(secret, 0)).is(200);
  }

  @Asvs({"6.5.1", "6.5.4"})
  @Test
  void recoveryCodeReplacesTheAppOnce() {
    Person boss = person("admin");
    boss.client().post("/auth/me/recovery-codes", "{}").is(409);
    TotpCodes.enroll(service, boss.client());
    Client.Answer first = boss.client().post("/auth/me/recovery-codes", "{}").is(201);
    Client.Answer fresh = boss.client().post("/auth/me/recovery-codes", "{}").is(201);
    String code = fresh.text("/codes/0");
    assertThat(fresh.json().path("codes")).hasSize(10);
    assertThat(code).matches("([2-9A-Z]{6}-){3}[2-9A-Z]{6}");
    assertThat(
            service
                .bean(JdbcClient.class)
                .sql("SELECT hash FROM auth.recovery_codes")
                .query(String.class)
                .list())
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));

    Client stranger = Client.stranger(service);
    assertThat(login(stranger, boss, first.text("/codes/0")).is(401).text("/code"))
        .isEqualTo("totp_wrong");
    login(stranger, boss, code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")).is(200);
    login(stranger, boss, code).is(401);
    assertThat(boss.client().get("/auth/me/recovery-codes").is(200).text("/left")).isEqualTo("9");
    assertThat(
            admin.get("/audit?what=recovery-code.used&who=" + boss.name()).text("/items/0/detail"))
        .isEqualTo("9 left");

    boss.client()
        .post("/auth/me/totp/off", "{\"password\":\"" + RunningService.PASSWORD + "\"}")
        .is(204);
    assertThat(boss.client().get("/auth/me/recovery-codes").text("/left")).isEqualTo("0");
  }

  @Test
  void concurrentReplacementsLeaveOneSetOfRecoveryCodes() throws Exception {
    Person boss = person("admin");
    TotpCodes.enroll(service, boss.client());
    Callable<Integer> replace = () -> boss.client().post("/auth/me/recovery-codes", "{}").status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              threads.invokeAll(Collections.nCopies(4, replace)).stream()
                  .map(Future::resultNow)
                  .toList())
          .containsOnly(201);
    }

    assertThat(boss.client().get("/auth/me/recovery-codes").text("/left")).isEqualTo("10");
  }

  @Asvs("6.5.2")
  @Test
  void resetCodesAreStoredAsKeyedHashes() throws Exception {
    Person siti = person("karyawan");
    String code = admin.post("/users/" + siti.id() + "/reset", "{}").is(200).text("/code");
    String stored =
        service
            .bean(JdbcClient.class)
            .sql("SELECT reset_hash FROM auth.users WHERE id = ?")
            .param(Long.parseLong(siti.id()))
            .query(String.class)
            .single();

    assertThat(stored)
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(id.balas.auth.secret.RandomSecret.hash(code));
  }

  @Asvs("6.3.4")
  @Test
  void guessingCodesIsSlowed() {
    Person boss = person("admin");
    TotpCodes.enroll(service, boss.client());
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
}
