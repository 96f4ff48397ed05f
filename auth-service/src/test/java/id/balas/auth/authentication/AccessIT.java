package id.balas.auth.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.access.RightsChanged;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint of this service, called with each role, without a credential, with an invalid
/// one, and with an API key.
class AccessIT {

  private static RunningService service;
  private static Client admin;
  private static Client karyawan;
  private static Client key;

  /// `who` is `open` (no login), `person` (each user) or `admin`. A call of `path` changes nothing.
  record Endpoint(String method, String pattern, String path, String who) {

    @Override
    public String toString() {
      return method + " " + path + " is for " + who;
    }
  }

  private static Endpoint on(String method, String pattern, String who) {
    return new Endpoint(method, pattern, pattern.replace("{id}", "999999"), who);
  }

  private static final List<Endpoint> ALL =
      List.of(
          on("GET", "/", "open"),
          on("GET", "/desk/", "open"),
          on("GET", "/docs", "open"),
          on("GET", "/docs/openapi", "open"),
          new Endpoint("GET", "/docs/openapi/{service}", "/docs/openapi/none", "open"),
          on("GET", "/.well-known/jwks.json", "open"),
          on("POST", "/auth/register", "open"),
          on("POST", "/auth/login", "open"),
          on("POST", "/auth/refresh", "open"),
          on("POST", "/auth/logout", "open"),
          on("POST", "/auth/reset", "open"),
          on("GET", "/auth/me", "person"),
          on("PATCH", "/auth/me", "person"),
          on("POST", "/auth/me/password", "person"),
          on("POST", "/auth/me/totp", "person"),
          on("POST", "/auth/me/totp/confirm", "person"),
          on("POST", "/auth/me/totp/off", "person"),
          on("GET", "/auth/me/sessions", "person"),
          on("DELETE", "/auth/me/sessions/{id}", "person"),
          on("GET", "/auth/me/recovery-codes", "person"),
          on("POST", "/auth/me/recovery-codes", "person"),
          on("POST", "/auth/confirm", "person"),
          on("POST", "/auth/logout-everywhere", "person"),
          on("GET", "/users", "admin"),
          on("GET", "/users/", "admin"),
          on("GET", "/users/admins", "admin"),
          on("GET", "/users/agents", "admin"),
          on("GET", "/users/{id}", "admin"),
          on("PATCH", "/users/{id}", "admin"),
          on("DELETE", "/users/{id}", "admin"),
          on("POST", "/users/{id}/reset", "admin"),
          on("DELETE", "/users/{id}/totp", "admin"),
          on("DELETE", "/users/{id}/sessions", "admin"),
          on("GET", "/invitations", "admin"),
          on("POST", "/invitations", "admin"),
          on("DELETE", "/invitations/{id}", "admin"),
          on("GET", "/api-keys", "admin"),
          on("POST", "/api-keys", "admin"),
          on("DELETE", "/api-keys/{id}", "admin"),
          on("GET", "/audit", "admin"));

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.user(service, Client.fresh("boss"), "admin");
    karyawan = Client.user(service, Client.fresh("siti"), "karyawan");
    String text =
        Client.admin(service)
            .post(
                "/api-keys",
                "{\"name\":\"all\",\"scopes\":[\"chats:read\",\"chats:write\",\"deliveries\",\"intake\"]}")
            .is(201)
            .text("/key");
    key = Client.stranger(service).bearer(text);
  }

  static Stream<Endpoint> all() {
    return ALL.stream();
  }

  private static int status(@Nullable Client client, Endpoint endpoint) {
    Client who = client == null ? Client.stranger(service) : client;
    return who.send(
            endpoint.method(),
            endpoint.path(),
            endpoint.method().matches("GET|DELETE") ? null : "{}")
        .status();
  }

  @Asvs({"8.2.1", "8.3.1", "10.3.2", "16.5.3"})
  @ParameterizedTest
  @MethodSource("all")
  void endpointAdmitsOnlyItsCallers(Endpoint endpoint) {
    boolean open = endpoint.who().equals("open");
    if (open) {
      assertThat(status(null, endpoint)).isNotEqualTo(403);
      return;
    }
    assertThat(status(null, endpoint)).as("nobody").isEqualTo(401);
    assertThat(status(Client.stranger(service).bearer("x.y.z"), endpoint))
        .as("a bad token")
        .isEqualTo(401);
    assertThat(
            status(Client.stranger(service).bearer("balas_AAAAAAAA_" + "A".repeat(43)), endpoint))
        .isEqualTo(401);
    assertThat(status(key, endpoint)).as("an API key").isEqualTo(403);
    if (endpoint.path().equals("/auth/logout-everywhere")) {
      return;
    }
    if (endpoint.who().equals("admin")) {
      assertThat(status(karyawan, endpoint)).as("a karyawan").isEqualTo(403);
    } else {
      assertAdmitted(karyawan, endpoint);
    }
    assertAdmitted(admin, endpoint);
  }

  // The request may be refused, for example for a wrong password, but not the caller.
  private static void assertAdmitted(Client client, Endpoint endpoint) {
    String body = endpoint.method().matches("GET|DELETE") ? null : "{}";
    Client.Answer answer = client.send(endpoint.method(), endpoint.path(), body);
    assertThat(answer.status()).as(answer.body()).isNotEqualTo(401).isLessThan(500);
    if (answer.status() == 403) {
      assertThat(answer.body()).contains("password is wrong");
    }
  }

  @Test
  void everyEndpointIsTested() {
    Map<?, ?> mappings = service.bean(RequestMappingHandlerMapping.class).getHandlerMethods();
    Set<String> own =
        service.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
            .filter(
                mapping -> mapping.getValue().getBeanType().getName().startsWith("id.balas.auth."))
            .filter(mapping ->
                !mapping.getValue().getBeanType().getName().startsWith("id.balas.auth.frontdoor."))
            .flatMap(mapping ->
                mapping.getKey().getMethodsCondition().getMethods().stream()
                    .flatMap(method ->
                        mapping.getKey().getPatternValues().stream()
                            .map(pattern -> method + " " + pattern)))
            .collect(Collectors.toSet());

    assertThat(mappings).isNotEmpty();
    assertThat(ALL.stream().map(endpoint -> endpoint.method() + " " + endpoint.pattern()).toList())
        .containsAll(own);
  }

  @Test
  void keyReachesOnlyItsScopes() {
    Client creator = Client.admin(service);
    for (Map.Entry<String, String> scope :
        Map.of("chats:read", "/chats", "deliveries", "/deliveries", "intake", "/intake/gaps")
            .entrySet()) {
      String text =
          creator
              .post("/api-keys", "{\"name\":\"one\",\"scopes\":[\"%s\"]}".formatted(scope.getKey()))
              .text("/key");
      for (String path : List.of("/chats", "/deliveries", "/intake/gaps")) {
        int status = Client.stranger(service).with("X-API-Key", text).get(path).status();
        if (path.equals(scope.getValue())) {
          assertThat(status).as(scope + " " + path).isNotIn(401, 403);
        } else {
          assertThat(status).as(scope + " " + path).isEqualTo(403);
        }
      }
    }
  }

  @Test
  void readOnlyKeyCannotWrite() {
    String text =
        Client.admin(service)
            .post("/api-keys", "{\"name\":\"reader\",\"scopes\":[\"chats:read\"]}")
            .text("/key");

    assertThat(Client.stranger(service).bearer(text).post("/chats/x/messages", "{}").status())
        .isEqualTo(403);
  }

  @Test
  void agentsReachChatsAndAdminsReachDeliveries() {
    assertThat(karyawan.get("/chats").status()).isNotIn(401, 403);
    for (String path : List.of("/deliveries", "/channels", "/intake/gaps", "/export")) {
      assertThat(karyawan.get(path).status()).as(path).isEqualTo(403);
      assertThat(admin.get(path).status()).as(path).isNotIn(401, 403);
    }
    assertThat(karyawan.post("/rules", "{}").status()).isEqualTo(403);
  }

  @Test
  void changeDuringALoadTakesEffectAtOnce() throws Exception {
    String name = Client.fresh("siti");
    long id = Long.parseLong(admin.register(name, "karyawan").is(201).text("/data/id"));
    Client user = Client.stranger(service).signIn(name, RunningService.PASSWORD);
    JdbcClient jdbc = service.bean(JdbcClient.class);
    try (Connection blocker = service.bean(DataSource.class).getConnection();
        Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      // The load finds the session open, and waits for the account.
      lock.execute("LOCK TABLE auth.users IN ACCESS EXCLUSIVE MODE");
      var early = CompletableFuture.supplyAsync(() -> user.get("/chats"));
      await().until(() -> waitsForAccounts(jdbc));
      jdbc.sql("UPDATE auth.sign_ins SET ended_at = now() WHERE user_id = ?").param(id).update();
      service.bean(CallerDirectory.class).on(new RightsChanged());
      blocker.rollback();

      assertThat(early.get().status()).isNotEqualTo(401);
    }
    assertThat(user.get("/chats").status()).isEqualTo(401);
  }

  private static boolean waitsForAccounts(JdbcClient jdbc) {
    return jdbc.sql(
                """
                SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'auth.users'::regclass
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            .query(Integer.class)
            .single()
        > 0;
  }

  @Asvs("13.4.5")
  @Test
  void pathsWithoutRuleAreClosedToAdmins() {
    assertThat(admin.get("/nothing").is(404).text("/detail"))
        .isEqualTo("There is nothing at this address.");
    assertThat(admin.get("/actuator/env").status()).isEqualTo(404);
  }
}
