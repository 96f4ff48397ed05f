package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.answers.HoursVersions;
import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.web.ApiClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Users, teams and agents over REST, with a real database.
class TeamsIT {

  private static final String AUTH = "auth-service:service:users:sync";
  private static final String ADMIN = "budi:admin";
  private static final String SITI = "siti:karyawan";
  private static final String CHAT = "/chats/default:628111222333";

  private static ApiClient api;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    api = new ApiClient();
    jdbc = api.service.getBean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void knowUsers() throws Exception {
    for (String table : List.of("teams", "users", "agents", "open_pages")) {
      jdbc.sql("DELETE FROM bot." + table).update();
    }
    sync("siti", "Siti", "karyawan", false, 1);
    sync("rudi", "Rudi", "karyawan", false, 1);
  }

  @Test
  void olderStateOfUserDoesNotOverwrite() throws Exception {
    sync("dewi", "Dewi", "karyawan", false, 1);
    sync("dewi", "Dewi Lestari", "admin", false, 3);
    sync("dewi", "Dewi", "karyawan", true, 2);
    sync("dewi", "Dewi", "karyawan", true, 3);

    JsonNode dewi = agent("dewi");
    assertThat(dewi.path("name").asString()).isEqualTo("Dewi Lestari");
    assertThat(dewi.path("role").asString()).isEqualTo("admin");
    sync("dewi", "dewi", "admin", true, 4);
    assertThat(agent("dewi").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "siti:karyawan, 403",
    "budi:admin, 403",
    "budi:admin:chats:read chats:write deliveries intake, 403",
    "x:service:users:synchronize, 403",
    ", 401"
  })
  void onlyAuthServiceSendsUsers(@Nullable String who, int status) throws Exception {
    String body = "{\"name\":\"x\",\"role\":\"admin\",\"gone\":false,\"seq\":9}";
    assertThat(api.call(who, "PUT", "/internal/users/mallory", body, null).status())
        .isEqualTo(status);
    assertThat(jdbc.sql("SELECT count(*) FROM bot.users").query(Integer.class).single())
        .isEqualTo(2);
  }

  @Test
  void assigneesMustBeUsers() throws Exception {
    sync("dewi", "Dewi", "karyawan", true, 2);
    for (String name : List.of("dewi", "sitii")) {
      Answer refused = assign(name);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.detail()).contains("\"assignee\" has " + name);
      assertThat(refused.body().path("username").asString()).isEqualTo(name);
    }
    assertThat(assign("rudi").status()).isIn(200, 202, 409);
    // The token proves that the caller exists.
    assertThat(assign("budi").status()).isIn(200, 202, 409);
  }

  @Test
  void anyAssigneeIsAcceptedBeforeFirstSync() throws Exception {
    jdbc.sql("DELETE FROM bot.users").update();
    assertThat(assign("sitii").status()).isIn(200, 202, 409);
  }

  @Test
  void adminManagesTeams() throws Exception {
    Answer added = team("POST", "/teams", "Orders", "\"members\":[\"siti\",\"rudi\",\"siti\"]");
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    String path = added.whole().headers().firstValue("Location").orElseThrow();
    assertThat(added.body().path("assignment").asString()).isEqualTo("MANUAL");
    assertThat(added.body().path("members").toString()).isEqualTo("[\"rudi\",\"siti\"]");
    assertThat(agent("siti").path("teams").get(0).asLong()).isEqualTo(idOf(added));

    Answer changed =
        team(
            "PUT",
            path,
            "Orders",
            """
            "assignment":"AUTOMATIC","channels":["default","second"],
            "hours":{"week":[{"day":"MONDAY","from":"08:00","until":"12:00"},
              {"day":"MONDAY","from":"13:00","until":"17:00"}]},
            "targets":{"firstAnswer":"PT15M","resolution":"PT8H"}\
            """);
    assertThat(changed.status()).as(changed.detail()).isEqualTo(200);
    JsonNode read = api.get(SITI, path).body();
    assertThat(read).isEqualTo(changed.body());
    assertThat(read.path("hours").path("timeZone").asString()).isEqualTo("Asia/Jakarta");
    assertThat(read.path("targets").path("firstAnswer").asString()).isEqualTo("PT15M");
    assertThat(read.path("targets").path("nextAnswer").isNull()).isTrue();
    assertThat(read.path("members")).isEmpty();

    assertThat(team("POST", "/teams", "orders", "\"members\":[]").status()).isEqualTo(409);
    Answer taken = team("POST", "/teams", "Returns", "\"channels\":[\"second\"]");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.detail()).contains("one of these channels");
    assertThat(api.get(SITI, "/teams").body().path("teams")).hasSize(1);

    assertThat(api.call(ADMIN, "DELETE", path, null, null).status()).isEqualTo(204);
    assertThat(api.get(SITI, path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "members":["siti","sitii"]                            | 422 | "members" has sitii
          "targets":{"firstAnswer":"PT1S"}                      | 400 | "targets" must have times between
          "hours":{"timeZone":"Mars","week":[]}                 | 400 | "hours.timeZone" must be a time zone
          "hours":{"week":[{"day":"MONDAY","from":"08:00"}]}    | 400 | "hours.week[0]" must have "day"
          "assignment":"RANDOM"                                 | 400 | "assignment" must be one of
          "color":"red"                                         | 400 | "color" is unknown.
          """)
  void invalidTeamsAreRefused(String fields, int status, String detail) throws Exception {
    Answer refused = team("POST", "/teams", "Orders", fields);
    assertThat(refused.status()).as(refused.detail()).isEqualTo(status);
    assertThat(refused.detail()).startsWith(detail);
  }

  @Test
  void agentsReadTeamsOnly() throws Exception {
    String body = "{\"name\":\"Orders\"}";
    assertThat(api.get(SITI, "/teams").status()).isEqualTo(200);
    assertThat(api.call(SITI, "POST", "/teams", body, null).status()).isEqualTo(403);
    assertThat(api.call(SITI, "PUT", "/teams/1", body, null).status()).isEqualTo(403);
    assertThat(api.call(SITI, "DELETE", "/teams/1", null, null).status()).isEqualTo(403);
    assertThat(capacity(SITI, "siti", 5).status()).isEqualTo(403);
  }

  @Test
  void agentIsAvailableWithOpenPageOnly() throws Exception {
    assertThat(agent("siti").path("availability").asString()).isEqualTo("AWAY");
    String body = "{\"availability\":\"AVAILABLE\"}";
    assertThat(api.call(SITI, "PUT", "/agents/me/availability", body, null).status())
        .isEqualTo(204);
    assertThat(agent("siti").path("available").asBoolean()).isFalse();

    try (var _ = api.stream(SITI, null)) {
      await().untilAsserted(() -> assertThat(isAvailable("siti")).isTrue());
    }
    // An agent stays available while a page reconnects.
    assertThat(isAvailable("siti")).isTrue();
    jdbc.sql("UPDATE bot.open_pages SET open_until = now() - interval '1 second'").update();
    assertThat(isAvailable("siti")).isFalse();
    assertThat(agent("siti").path("availability").asString()).isEqualTo("AVAILABLE");
  }

  @Test
  void adminSetsCapacity() throws Exception {
    assertThat(agent("siti").path("capacity").asInt()).isEqualTo(10);
    assertThat(capacity(ADMIN, "siti", 3).status()).isEqualTo(204);
    assertThat(agent("siti").path("capacity").asInt()).isEqualTo(3);
    assertThat(capacity(ADMIN, "siti", 2000).status()).isEqualTo(400);
    assertThat(capacity(ADMIN, "sitii", 3).status()).isEqualTo(422);
  }

  @Test
  void workingTimeUsesHoursInForceThen() throws Exception {
    HoursVersions versions = api.service.getBean(HoursVersions.class);
    Instant from = Instant.parse("2026-11-23T00:00:00Z");
    Instant to = from.plus(Duration.ofDays(1));
    long id = idOf(team("POST", "/teams", "Orders", "\"members\":[]"));
    assertThat(versions.inForce(id, Instant.now()).between(from, to)).isEqualTo(Duration.ofDays(1));
    Instant before = jdbc.sql("SELECT clock_timestamp()").query(Instant.class).single();

    assertThat(
            team(
                    "PUT",
                    "/teams/" + id,
                    "Orders",
                    "\"hours\":{\"week\":[{\"day\":\"MONDAY\",\"from\":\"08:00\",\"until\":\"10:00\"}]}")
                .status())
        .isEqualTo(200);

    Instant later = Instant.now().plusSeconds(60);
    assertThat(versions.inForce(id, later).between(from, to)).isEqualTo(Duration.ofHours(2));
    WorkingTime then = versions.inForce(id, before);
    assertThat(then.between(from, to)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void hoursOfDeskApplyToTeamsWithoutOwn() throws Exception {
    HoursVersions versions = api.service.getBean(HoursVersions.class);
    long id = idOf(team("POST", "/teams", "Orders", "\"members\":[]"));
    String hours =
        "{\"timeZone\":\"UTC\",\"week\":[{\"day\":\"MONDAY\",\"from\":\"08:00\",\"until\":\"11:00\"}]}";
    assertThat(api.call(ADMIN, "PUT", "/hours", hours, null).status()).isEqualTo(200);
    try {
      Instant from = Instant.parse("2026-11-23T00:00:00Z");
      assertThat(
              versions
                  .inForce(id, Instant.now().plusSeconds(60))
                  .between(from, from.plus(Duration.ofDays(1))))
          .isEqualTo(Duration.ofHours(3));
    } finally {
      String open = "{\"timeZone\":\"Asia/Jakarta\",\"week\":[]}";
      assertThat(api.call(ADMIN, "PUT", "/hours", open, null).status()).isEqualTo(200);
    }
  }

  private static void sync(String username, String name, String role, boolean gone, long seq)
      throws Exception {
    String body =
        "{\"name\":\"%s\",\"role\":\"%s\",\"gone\":%s,\"seq\":%d}".formatted(name, role, gone, seq);
    assertThat(api.call(AUTH, "PUT", "/internal/users/" + username, body, null).status())
        .isEqualTo(204);
  }

  private static Answer assign(String name) throws Exception {
    return api.call(
        ADMIN, "PATCH", CHAT, "{\"mode\":\"AGENT\",\"assignee\":\"%s\"}".formatted(name), null);
  }

  private static Answer team(String method, String path, String name, String fields)
      throws Exception {
    return api.call(ADMIN, method, path, "{\"name\":\"%s\",%s}".formatted(name, fields), null);
  }

  private static long idOf(Answer added) {
    assertThat(added.status()).as(added.detail()).isEqualTo(201);
    return added.body().path("id").asLong();
  }

  private static Answer capacity(String who, String username, int capacity) throws Exception {
    return api.call(
        who, "PUT", "/agents/" + username + "/capacity", "{\"capacity\":" + capacity + "}", null);
  }

  private static boolean isAvailable(String username) throws Exception {
    return agent(username).path("available").asBoolean();
  }

  private static JsonNode agent(String username) throws Exception {
    for (JsonNode agent : api.get(SITI, "/agents").body().path("agents")) {
      if (agent.path("username").asString().equals(username)) {
        return agent;
      }
    }
    return api.get(SITI, "/agents").body().path("none");
  }
}
