package id.balas.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Registration of users.
class RegistrationIT {

  private static RunningService service;
  private static Client admin;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.admin(service);
  }

  @Asvs("15.3.1")
  @Test
  void responseHasTheFieldsOfThePythonBackend() {
    String name = Client.fresh("Budi.");
    Client.Answer answer = admin.register(name, "agent").is(201);

    assertThat(answer.text("/message")).isNotBlank();
    assertThat(answer.json().at("/data/id").isIntegralNumber()).isTrue();
    assertThat(answer.text("/data/name")).isEqualTo("Siti " + name);
    assertThat(answer.text("/data/username")).isEqualTo(name);
    assertThat(answer.text("/data/email")).isEqualTo(name + "@example.com");
    assertThat(answer.text("/data/phone")).isEqualTo("+628111");
    assertThat(answer.text("/data/role")).isEqualTo("karyawan");
    assertThat(answer.body()).doesNotContain("password", "hash");
  }

  @Test
  void concurrentRegistrationsOfANameCreateOneUser() throws Exception {
    String name = Client.fresh("race");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          // With many more, some would wait too long for their hash and get 503.
          IntStream.range(0, 200)
              .<Callable<Integer>>mapToObj(i ->
                  () ->
                      Client.stranger(service)
                          .register(
                              i % 2 == 0 ? name : name.toUpperCase(java.util.Locale.ROOT),
                              "karyawan")
                          .status())
              .toList();
      List<Integer> statuses = threads.invokeAll(calls).stream().map(Future::resultNow).toList();

      assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }
    assertThat(count(name)).isEqualTo(1);
  }

  @Test
  void twoInstancesRegisterANameOnce() throws Exception {
    RunningService other = RunningService.sharedEs256();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 10; round++) {
        String name = Client.fresh("race");
        var calls =
            Stream.of(service, other, service, other)
                .<Callable<Integer>>map(
                    instance -> () -> Client.stranger(instance).register(name, "karyawan").status())
                .toList();
        assertThat(threads.invokeAll(calls).stream().map(Future::resultNow).toList())
            .containsOnlyOnce(201)
            .containsOnly(201, 409);
      }
    }
  }

  @Test
  void emailIsUniqueRegardlessOfCase() {
    String name = Client.fresh("mail");
    admin.register(name, "karyawan").is(201);
    String other =
        Client.registration(Client.fresh("mail"), "karyawan")
            .replaceAll(
                "\"email\":\"[^\"]*\"",
                "\"email\":\"" + name.toUpperCase(java.util.Locale.ROOT) + "@Example.COM\"");

    assertThat(admin.post("/auth/register", other).is(409).text("/detail"))
        .isEqualTo("The e-mail address is taken.");
  }

  @Asvs({"1.3.3", "2.2.1", "6.2.1"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email|siti",
        "email|siti@",
        "email|siti@localhost",
        "email|a b@example.com",
        "email|@example.com",
        "username|s",
        "username|si ti",
        "username|siti@example.com",
        "username|sıti",
        "username|..",
        "username|-_.",
        "name|' '",
        "password|12345",
        "password|123456",
        "phone|abc",
        "role|owner",
        "role|''"
      })
  void invalidFieldsAreRefusedByName(String field, String value) {
    String body =
        Client.registration(Client.fresh("bad"), "karyawan")
            .replaceAll("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");

    Client.Answer answer = admin.post("/auth/register", body).is(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text("/parameter")).isEqualTo(field);
    assertThat(answer.text("/detail")).startsWith("\"" + field + "\" ").endsWith(".");
  }

  @Asvs({"6.2.5", "6.2.8", "6.2.9"})
  @ParameterizedTest
  @ValueSource(ints = {24, 25, 72, 73})
  void passwordHasAtMost72Bytes(int length) {
    // Three bytes each.
    String password = (length < 72 ? "あ" : "x").repeat(length);
    String body =
        Client.registration(Client.fresh("long"), "karyawan")
            .replace(RunningService.PASSWORD, password);

    assertThat(admin.post("/auth/register", body).status())
        .isEqualTo(length == 24 || length == 72 ? 201 : 400);
  }

  @Test
  void adminRegistrationNeedsAnInvitation() {
    Client.stranger(service).register(Client.fresh("self"), "admin").is(403);
    Client.user(service, Client.fresh("agent"), "karyawan")
        .register(Client.fresh("self"), "admin")
        .is(403);
  }

  @Asvs("6.4.1")
  @Test
  void invitationAdmitsOneUserInItsRole() {
    Client.Answer invited = admin.post("/invitations", "{\"role\":\"admin\"}").is(201);
    String token = invited.text("/token");
    assertThat(invited.text("/link")).isEqualTo("http://localhost:8080/#/invitation/" + token);
    Client stranger = Client.stranger(service);
    String name = Client.fresh("invited");
    String body =
        "{\"name\":\"Ani\",\"email\":\"%1$s@example.com\",\"username\":\"%1$s\",\"password\":\"%2$s\",\"invitation\":\"%3$s\"}";

    stranger
        .post("/auth/register", body.formatted(name, RunningService.PASSWORD, "x".repeat(43)))
        .is(403);
    assertThat(
            stranger
                .post("/auth/register", body.formatted(name, RunningService.PASSWORD, token))
                .is(201)
                .text("/data/role"))
        .isEqualTo("admin");
    stranger
        .post(
            "/auth/register",
            body.formatted(Client.fresh("invited"), RunningService.PASSWORD, token))
        .is(403);
  }

  @Asvs("2.3.3")
  @Test
  void concurrentUsesOfAnInvitationSucceedOnce() throws Exception {
    String token = admin.post("/invitations", "{\"role\":\"admin\"}").is(201).text("/token");
    Callable<Integer> use =
        () ->
            Client.stranger(service)
                .post(
                    "/auth/register",
                    Client.registration(Client.fresh("invited"), "admin")
                        .replace("}", ",\"invitation\":\"" + token + "\"}"))
                .status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(
              threads.invokeAll(Collections.nCopies(10, use)).stream()
                  .map(Future::resultNow)
                  .toList())
          .containsOnlyOnce(201)
          .containsOnly(201, 403);
    }
  }

  @Asvs("2.3.2")
  @Test
  void invitationExpiresOrIsWithdrawn() {
    JdbcClient jdbc = service.bean(JdbcClient.class);
    for (String end : List.of("expire", "withdraw")) {
      Client.Answer invited = admin.post("/invitations", "{}").is(201);
      if (end.equals("expire")) {
        jdbc.sql("UPDATE auth.invitations SET expires_at = now() WHERE id = ?")
            .param(invited.json().path("id").asLong())
            .update();
      } else {
        admin.delete("/invitations/" + invited.text("/id")).is(204);
      }
      Client.stranger(service)
          .post(
              "/auth/register",
              Client.registration(Client.fresh("late"), "karyawan")
                  .replace("}", ",\"invitation\":\"" + invited.text("/token") + "\"}"))
          .is(403);
    }
  }

  @Asvs("6.3.2")
  @Test
  void setupTokenCreatesTheFirstAdminOnce() {
    try (var fresh = RunningService.on(TestPostgres.newDatabase(), "--BALAS_ADMIN_PASSWORD=")) {
      String token =
          fresh
              .bean(Invitations.class)
              .issue(id.balas.auth.access.Role.ADMIN, java.time.Duration.ofHours(1), null)
              .token();
      Client stranger = Client.stranger(fresh);
      stranger.register("somebody", "karyawan").is(403);

      String body =
          Client.registration("first", "admin").replace("}", ",\"setup_token\":\"" + token + "\"}");
      stranger.post("/auth/register", body).is(201);
      stranger.post("/auth/register", body.replace("first", "second")).is(403);

      assertThat(
              Client.stranger(fresh)
                  .signIn("first", RunningService.PASSWORD)
                  .get("/users/admins")
                  .json())
          .hasSize(1);
    }
  }

  @Test
  void formerUsernamesOfDotsAloneStillSignIn() {
    String name = Client.fresh("dots");
    admin.register(name, "karyawan").is(201);
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.users SET username = '..' WHERE username = ?")
        .param(name)
        .update();

    Client.stranger(service).login("..", RunningService.PASSWORD).is(200);
  }

  private static long count(String name) {
    return service
        .bean(JdbcClient.class)
        .sql("SELECT count(*) FROM auth.users WHERE lower(username) = lower(?)")
        .param(name)
        .query(Long.class)
        .single();
  }
}
