package id.balas.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.password.FullPasswordPool;
import id.balas.auth.user.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Logins, and the throttling of password guesses.
class SignInIT {

  private static final String WRONG = "wrong-password";

  private static RunningService service;
  private static Client admin;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.admin(service);
  }

  private static String user() {
    String name = Client.fresh("User");
    admin.register(name, "karyawan").is(201);
    return name;
  }

  @Test
  void responseHasTheFieldsOfThePythonBackend() {
    String name = user();
    Client.Answer answer = Client.stranger(service).login(name, RunningService.PASSWORD).is(200);

    assertThat(answer.text("/message")).isNotBlank();
    assertThat(answer.text("/data/username")).isEqualTo(name);
    assertThat(answer.text("/data/role")).isEqualTo("karyawan");
    assertThat(answer.text("/access_token").split("\\.")).hasSize(3);
    assertThat(answer.text("/token_type")).isEqualTo("bearer");
    assertThat(answer.text("/refresh_token")).hasSize(43);
  }

  @Test
  void usernameOrEmailMatchesInAnyCase() {
    String name = user();
    for (String identifier :
        List.of(
            name,
            name.toUpperCase(Locale.ROOT),
            name + "@example.com",
            (name + "@EXAMPLE.com").toUpperCase(Locale.ROOT))) {
      Client.stranger(service).login(identifier, RunningService.PASSWORD).is(200);
    }
  }

  @Test
  void unknownUserLooksLikeAWrongPassword() {
    String name = user();
    String nobody = Client.fresh("nobody");
    Client.Answer wrong = Client.stranger(service).login(name, WRONG).is(401);
    Client.Answer unknown = Client.stranger(service).login(nobody, WRONG).is(401);

    assertThat(unknown.body()).isEqualTo(wrong.body());
    // Without bcrypt it would be a thousandth.
    assertThat(leastWork(nobody)).isGreaterThan(leastWork(name) / 10);
  }

  // The minimum of several attempts is free of pauses of the machine.
  private static double leastWork(String identifier) {
    return IntStream.range(0, 4)
        .mapToDouble(_ -> {
          double before = metric("balas_auth_password_work_seconds_sum");
          Client.stranger(service).login(identifier, WRONG).is(401);
          return metric("balas_auth_password_work_seconds_sum") - before;
        })
        .min()
        .orElseThrow();
  }

  private static double metric(String start) {
    try {
      return service
          .getManagement("/actuator/prometheus")
          .body()
          .lines()
          .filter(line -> line.startsWith(start))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Asvs({"6.3.1", "6.3.4"})
  @Test
  void guessingIsSlowedForUnknownAccountsToo() {
    for (String name : List.of(user(), Client.fresh("nobody"))) {
      List<Integer> statuses =
          IntStream.range(0, 8)
              .mapToObj(_ -> Client.stranger(service).login(name, WRONG).status())
              .toList();

      assertThat(statuses.subList(0, 5)).containsOnly(401);
      assertThat(statuses.subList(6, 8)).containsOnly(429);
      assertThat(
              Client.stranger(service)
                  .login(name, RunningService.PASSWORD)
                  .is(429)
                  .header("Retry-After"))
          .matches("\\d+");
    }
  }

  @Test
  void strangersCannotLockAUserOut() {
    String name = user();
    Client home = Client.stranger(service);
    String device = deviceCookie(home.login(name, RunningService.PASSWORD).is(200));
    IntStream.range(0, 20).forEach(_ -> Client.stranger(service).login(name, WRONG));

    Client.stranger(service).login(name, RunningService.PASSWORD).is(429);
    Client phone = Client.stranger(service).with("Cookie", device);
    phone.login(name, RunningService.PASSWORD).is(200);
    assertThat(IntStream.range(0, 12).mapToObj(_ -> phone.login(name, WRONG).status()))
        .contains(429);
  }

  static String deviceCookie(Client.Answer login) {
    return login.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.contains("balas-device="))
        .map(cookie -> cookie.split(";", 2)[0])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void forgedOrForeignDeviceCookieIsNoKnownDevice() {
    String name = user();
    String device = deviceCookie(Client.stranger(service).login(name, RunningService.PASSWORD));
    String other = deviceCookie(Client.stranger(service).login(user(), RunningService.PASSWORD));
    String forged = device.substring(0, device.length() - 1) + (device.endsWith("0") ? "1" : "0");
    IntStream.range(0, 8).forEach(_ -> Client.stranger(service).login(name, WRONG));

    for (String cookie : List.of(forged, other)) {
      Client.stranger(service).with("Cookie", cookie).login(name, RunningService.PASSWORD).is(429);
    }
    Client.stranger(service).with("Cookie", device).login(name, RunningService.PASSWORD).is(200);
  }

  @Asvs("6.3.1")
  @Test
  void allNamesOfAUserShareOneCounter() {
    String name = Client.fresh("Ani");
    admin.register(name, "karyawan").is(201);
    List<String> names =
        List.of(
            name,
            name.toLowerCase(Locale.ROOT),
            name.toUpperCase(Locale.ROOT),
            name + "@example.com");
    int status = 0;
    for (int i = 0; i < 8; i++) {
      status = Client.stranger(service).login(names.get(i % names.size()), WRONG).status();
    }

    assertThat(status).isEqualTo(429);
    // PostgreSQL takes the Turkish letter for an ASCII one.
    Client.stranger(service).login(name.replace('i', '\u0130'), RunningService.PASSWORD).is(401);
  }

  @Asvs("6.3.1")
  @Test
  void guessingIsSlowedPerAddress() {
    String known = user();
    Client guesser = Client.stranger(service);
    List<Integer> statuses =
        IntStream.range(0, 40)
            .mapToObj(_ -> guesser.login(Client.fresh("guessed"), WRONG).status())
            .toList();

    assertThat(statuses.subList(0, 20)).containsOnly(401);
    assertThat(statuses.subList(22, 40)).contains(429);
    // Each further failure doubles the wait, so the next attempt is not late.
    await().until(() -> guesser.login(Client.fresh("guessed"), WRONG).status() == 401);
    guesser.login(known, RunningService.PASSWORD).is(429);
  }

  // A proxy writes addresses in their short form.
  @Asvs("6.3.1")
  @Test
  void guessingIsSlowedPerIpv6Network() {
    List<Integer> statuses =
        IntStream.range(0, 40)
            .mapToObj(i -> new Client(service, "2001:db8:0:7::" + (i + 1), null, null))
            .map(guesser -> guesser.login(Client.fresh("guessed"), WRONG).status())
            .toList();

    assertThat(statuses.subList(0, 20)).containsOnly(401);
    assertThat(statuses.subList(22, 40)).contains(429);
    new Client(service, "2001:db8:0:8::1", null, null)
        .login(user(), RunningService.PASSWORD)
        .is(200);
  }

  @Tag("long")
  @Test
  void usersSignInDuringTwoThousandWrongLogins() throws Exception {
    List<String> others = IntStream.range(0, 20).mapToObj(_ -> user()).toList();
    String victim = user();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Client> guessers =
          IntStream.range(0, 40).mapToObj(_ -> Client.stranger(service)).toList();
      // More connections at once than this machine's client writes to in time would be closed.
      var atOnce = new Semaphore(200);
      List<Future<Integer>> flood = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        Client guesser = guessers.get(i % guessers.size());
        String target = i % 3 == 0 ? victim : "guess" + i;
        flood.add(
            threads.submit(() -> {
              atOnce.acquire();
              try {
                return guesser.login(target, WRONG).status();
              } finally {
                atOnce.release();
              }
            }));
      }
      List<Future<Long>> signIns =
          others.stream()
              .map(name ->
                  threads.submit(() -> {
                    long begun = System.nanoTime();
                    Client.stranger(service).login(name, RunningService.PASSWORD).is(200);
                    return (System.nanoTime() - begun) / 1_000_000;
                  }))
              .toList();
      List<Long> millis = new ArrayList<>();
      for (Future<Long> signIn : signIns) {
        millis.add(signIn.get());
      }
      for (Future<Integer> wrong : flood) {
        assertThat(wrong.get()).isIn(401, 429, 503);
      }
      System.out.println(
          "Sign-ins during 2,000 wrong logins took, in ms: " + millis.stream().sorted().toList());
    }
  }

  @Test
  void loginsOfAnOverloadedServerAreNoFailures() {
    String name = user();
    Client client = Client.stranger(service);
    try (var _ = new FullPasswordPool(service)) {
      for (int i = 0; i < 10; i++) {
        client.login(name, RunningService.PASSWORD).is(503);
      }
    }

    client.login(name, RunningService.PASSWORD).is(200);
  }

  @Asvs({"11.2.2", "11.4.2"})
  @Test
  void hashOfAnotherCostIsReplacedAtSignIn() {
    String name = user();
    JdbcClient jdbc = service.bean(JdbcClient.class);
    String old =
        new BCryptPasswordEncoder(BCryptPasswordEncoder.BCryptVersion.$2B, 5)
            .encode(RunningService.PASSWORD);
    jdbc.sql("UPDATE auth.users SET password_hash = ? WHERE username = ?")
        .params(old, name)
        .update();

    Client.stranger(service).login(name, RunningService.PASSWORD).is(200);

    String fresh =
        jdbc.sql("SELECT password_hash FROM auth.users WHERE username = ?")
            .param(name)
            .query(String.class)
            .single();
    assertThat(fresh).isNotEqualTo(old).contains("$04$");
    Client.stranger(service).login(name, RunningService.PASSWORD).is(200);
  }

  // The password is checked, and then replaced by another request, which ends all sessions.
  @Test
  void loginDuringAPasswordChangeStartsNoSession() throws Exception {
    String name = user();
    JdbcClient jdbc = service.bean(JdbcClient.class);
    var change = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Client.Answer> login =
          change.execute(_ -> {
            service.bean(Users.class).lockAccounts();
            Future<Client.Answer> started =
                threads.submit(() -> Client.stranger(service).login(name, RunningService.PASSWORD));
            await().until(() -> started.isDone() || isWaiting(jdbc));
            jdbc.sql(
                    "UPDATE auth.users SET password_hash = 'replaced', version = version + 1 WHERE username = ?")
                .param(name)
                .update();
            return started;
          });

      login.get().is(401);
    }
  }

  private static boolean isWaiting(JdbcClient jdbc) {
    return !jdbc.sql(
            """
            SELECT 1 FROM pg_locks JOIN pg_database AS own ON own.oid = database
            WHERE datname = current_database() AND locktype = 'advisory' AND mode = 'ShareLock' AND NOT granted
            """)
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  @Test
  void metricsStartAtZero() throws Exception {
    String metrics = service.getManagement("/actuator/prometheus").body();

    assertThat(metrics)
        .contains(
            "balas_auth_logins_total{outcome=\"slowed\"",
            "balas_auth_refreshes_total{outcome=\"reused\"")
        .contains("balas_auth_refused_total{reason=\"algorithm\"", "balas_auth_password_queued");
  }
}
