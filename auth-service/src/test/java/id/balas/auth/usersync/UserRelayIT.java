package id.balas.auth.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.TestPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Users reach a fake bot-service that is down, fails, and refuses one of them.
class UserRelayIT {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String DATABASE = TestPostgres.newDatabase();
  private static final Map<String, JsonNode> STORED = new ConcurrentHashMap<>();
  private static final List<Long> SEQS_OF_SITI = new CopyOnWriteArrayList<>();
  private static final List<String> SCOPES = new CopyOnWriteArrayList<>();
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static HttpServer bot;
  private static RunningService service;

  @BeforeAll
  static void start() throws IOException {
    bot = newBot(0);
    service = newService();
  }

  @AfterAll
  static void stop() {
    service.close();
    bot.stop(0);
  }

  @Test
  void changesReachTheBotAfterItWasDown() throws Exception {
    int port = bot.getAddress().getPort();
    Client admin = Client.admin(service);
    String siti = idOf(admin.register("siti", "karyawan"));
    String rudi = idOf(admin.register("rudi", "karyawan"));
    awaitAll();
    assertThat(state("siti").path("gone").asBoolean()).isFalse();

    bot.stop(0);
    admin.patch("/users/" + siti, "{\"name\":\"Siti Aminah\"}").is(200);
    admin.patch("/users/" + siti, "{\"role\":\"admin\"}").is(200);
    admin.delete("/users/" + rudi).is(204);
    admin.register("dewi", "karyawan").is(201);
    FAILURES.set(2);
    REFUSALS.set(1);
    bot = newBot(port);
    awaitAll();

    assertThat(STORED).containsKeys("admin", "siti", "rudi", "dewi");
    assertThat(state("siti").path("name").asString()).isEqualTo("Siti Aminah");
    assertThat(state("siti").path("role").asString()).isEqualTo("admin");
    assertThat(state("rudi").path("gone").asBoolean()).isTrue();
    assertThat(SEQS_OF_SITI).isSorted().contains(1L, 3L);
    assertThat(SCOPES).containsOnly("users:sync");
  }

  @Tag("long")
  @Test
  void upgradeSendsEverybody() {
    Client.admin(service).register("wati", "karyawan").is(201);
    awaitAll();
    JdbcClient jdbc = service.bean(JdbcClient.class);
    jdbc.sql("DROP TRIGGER write_user_outbox ON auth.users").update();
    jdbc.sql("DROP FUNCTION auth.write_user_outbox()").update();
    jdbc.sql("DROP TABLE auth.user_outbox").update();
    jdbc.sql("DELETE FROM auth.databasechangelog WHERE filename LIKE '%sync-users%'").update();
    service.close();
    STORED.clear();

    service = newService();
    awaitAll();

    assertThat(STORED).containsKeys("admin", "wati");
  }

  @Test
  void confirmedUsersAreSentAgainDaily() {
    awaitAll();
    STORED.clear();
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.user_outbox SET confirmed_at = now() - interval '25 hours'")
        .update();
    await().untilAsserted(() -> assertThat(STORED).containsKey("admin"));
  }

  private static JsonNode state(String username) {
    return Objects.requireNonNull(STORED.get(username));
  }

  private static String idOf(Client.Answer registered) {
    return registered.is(201).text("/data/id");
  }

  private static void awaitAll() {
    JdbcClient jdbc = service.bean(JdbcClient.class);
    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql("SELECT count(*) FROM auth.user_outbox WHERE seq > confirmed_seq")
                        .query(Integer.class)
                        .single())
                .isZero());
  }

  private static RunningService newService() {
    return RunningService.on(
        DATABASE, "--balas.front-door.bot=http://localhost:" + bot.getAddress().getPort());
  }

  private static HttpServer newBot(int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    server.createContext("/internal/users/", UserRelayIT::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (FAILURES.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (REFUSALS.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      String username = path.substring(path.lastIndexOf('/') + 1);
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      STORED.put(username, body);
      if (username.equals("siti")) {
        SEQS_OF_SITI.add(body.path("seq").asLong());
      }
      SCOPES.add(scopeOf(exchange));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static String scopeOf(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    try {
      return SignedJWT.parse(header.substring("Bearer ".length()))
          .getJWTClaimsSet()
          .getStringClaim("scope");
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }
}
