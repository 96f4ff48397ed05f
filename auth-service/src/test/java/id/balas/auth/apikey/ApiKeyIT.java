package id.balas.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// API keys of programs. AccessIT tests what each scope opens.
class ApiKeyIT {

  private static RunningService service;
  private static Client admin;

  @BeforeAll
  static void prepare() {
    service = RunningService.shared();
    admin = Client.admin(service);
  }

  private static Client.Answer create(Client owner) {
    return owner
        .post("/api-keys", "{\"name\":\"the CRM\",\"scopes\":[\"chats:read\",\"deliveries\"]}")
        .is(201);
  }

  private static int use(Client.Answer key) {
    return Client.stranger(service).with("X-API-Key", key.text("/key")).get("/chats").status();
  }

  @Test
  void keyIsShownOnceAndStoredHashed() {
    Client.Answer key = create(admin);
    String text = key.text("/key");

    assertThat(text)
        .matches("balas_[0-9A-Z]{8}_[A-Za-z0-9_-]{43}")
        .startsWith("balas_" + key.text("/prefix"));
    assertThat(admin.get("/api-keys").body())
        .contains(key.text("/prefix"))
        .doesNotContain(text, text.substring(15));
    assertThat(
            service
                .bean(JdbcClient.class)
                .sql("SELECT k.*::text FROM auth.api_keys k")
                .query(String.class)
                .list())
        .noneMatch(row -> row.contains(text.substring(15)));
  }

  @Test
  void lastUseIsRecorded() {
    Client.Answer key = create(admin);
    assertThat(lastUsed(key)).isNull();
    use(key);

    assertThat(lastUsed(key)).isNotNull();
  }

  private static @Nullable Object lastUsed(Client.Answer key) {
    return service
        .bean(JdbcClient.class)
        .sql("SELECT last_used_at FROM auth.api_keys WHERE id = ?")
        .param(key.json().path("id").asLong())
        .query()
        .singleRow()
        .get("last_used_at");
  }

  @Test
  void revokedKeyIsRefused() {
    Client.Answer key = create(admin);
    assertThat(use(key)).isNotIn(401, 403);
    admin.delete("/api-keys/" + key.text("/id")).is(204);

    assertThat(use(key)).isEqualTo(401);
    admin.delete("/api-keys/" + key.text("/id")).is(404);
  }

  @Test
  void expiredKeyIsRefused() {
    Client.Answer key = create(admin);
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.api_keys SET expires_at = now() WHERE id = ?")
        .param(key.json().path("id").asLong())
        .update();

    assertThat(use(key)).isEqualTo(401);
  }

  @Test
  void metricShowsTheNextExpiry() throws Exception {
    Client.Answer key = create(admin);
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.api_keys SET expires_at = now() + interval '1 hour' WHERE id = ?")
        .param(key.json().path("id").asLong())
        .update();
    assertThat(secondsToExpiry()).isBetween(3000.0, 3600.0);

    admin.delete("/api-keys/" + key.text("/id")).is(204);
    create(admin);
    assertThat(secondsToExpiry()).isGreaterThan(3600);
  }

  private static double secondsToExpiry() throws Exception {
    service.bean(ApiKeyExpiry.class).refresh();
    return service
        .getManagement("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("balas_auth_api_keys_expiring_seconds"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void keyHasNoMoreRightsThanItsOwner() {
    String name = Client.fresh("owner");
    Client owner = Client.user(service, name, "admin");
    String id = owner.get("/auth/me").text("/id");
    Client.Answer key = create(owner);
    Client program = Client.stranger(service).bearer(key.text("/key"));
    assertThat(program.get("/deliveries").status()).isNotIn(401, 403);

    admin.patch("/users/" + id, "{\"role\":\"karyawan\"}").is(200);
    assertThat(program.get("/deliveries").status()).isEqualTo(403);
    assertThat(program.get("/chats").status()).isNotIn(401, 403);

    admin.patch("/users/" + id, "{\"disabled\":true}").is(200);
    assertThat(program.get("/chats").status()).isEqualTo(401);
  }

  @Test
  void keysOfADisabledUserStayRevoked() {
    Client owner = Client.user(service, Client.fresh("owner"), "admin");
    String user = "/users/" + owner.get("/auth/me").text("/id");
    Client.Answer key = create(owner);
    Client.Answer ofAdmin = create(admin);

    admin.patch(user, "{\"disabled\":true}").is(200);
    String target = "/audit?what=key.revoked&target=key:" + key.text("/id");
    assertThat(admin.get(target).text("/items/0/detail")).isEqualTo("owner disabled");
    admin.patch(user, "{\"disabled\":false}").is(200);

    assertThat(use(key)).isEqualTo(401);
    assertThat(use(ofAdmin)).isNotIn(401, 403);
  }

  @Test
  void enablingRevokesKeysOfEarlierReleases() {
    Client owner = Client.user(service, Client.fresh("owner"), "admin");
    String user = "/users/" + owner.get("/auth/me").text("/id");
    Client.Answer key = create(owner);
    admin.patch(user, "{\"disabled\":true}").is(200);
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.api_keys SET revoked_at = NULL WHERE id = ?")
        .param(key.json().path("id").asLong())
        .update();

    admin.patch(user, "{\"disabled\":false}").is(200);

    assertThat(use(key)).isEqualTo(401);
  }

  @Test
  void deletingAUserRevokesTheirKeys() {
    Client owner = Client.user(service, Client.fresh("owner"), "admin");
    Client.Answer key = create(owner);

    admin.delete("/users/" + owner.get("/auth/me").text("/id")).is(204);

    String target = "/audit?what=key.revoked&target=key:" + key.text("/id");
    assertThat(admin.get(target).text("/items/0/detail")).isEqualTo("owner deleted");
  }

  @Asvs("16.5.3")
  @Test
  void unknownScopesGrantNothing() {
    Client.Answer key = create(admin);
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.api_keys SET scopes = 'chats:all admin *' WHERE id = ?")
        .param(key.json().path("id").asLong())
        .update();

    Client program = Client.stranger(service).bearer(key.text("/key"));
    for (String path : List.of("/chats", "/deliveries", "/users", "/auth/me")) {
      program.get(path).is(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"x\"}",
        "{\"name\":\"x\",\"scopes\":[]}",
        "{\"name\":\"x\",\"scopes\":[\"users\"]}",
        "{\"name\":\"x\",\"scopes\":[null]}",
        "{\"name\":\"\",\"scopes\":[\"intake\"]}",
        "{\"name\":\"x\\u0000\",\"scopes\":[\"intake\"]}",
        "{\"name\":\"x\",\"scopes\":[\"intake\"],\"expiresInDays\":0}",
        "{\"name\":\"x\",\"scopes\":\"intake\",\"expiresInDays\":9999999}"
      })
  void invalidKeyRequestsAreRefused(String body) {
    admin.post("/api-keys", body).is(400);
  }
}
