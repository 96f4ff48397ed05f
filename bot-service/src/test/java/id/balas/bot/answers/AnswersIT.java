package id.balas.bot.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import id.balas.bot.BotService;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rules and opening hours over REST, as agents and admins use them.
class AnswersIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ECKey key;
  private static HttpServer keySet;
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    keySet = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    keySet.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    keySet.start();
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--BALAS_AUTH_URL=http://localhost:" + keySet.getAddress().getPort(),
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--balas.bot.renew-answers-every=100ms");
  }

  @AfterAll
  static void stop() {
    service.close();
    keySet.stop(0);
  }

  @Test
  void newRuleAppliesAtOnce() {
    String rule =
        "{\"name\":\"ongkir\",\"language\":\"id\",\"keywords\":[\"ongkir\"],\"answer\":\"Gratis {name}.\"}";
    HttpResponse<String> added = call("admin", "POST", "/rules", rule);
    assertThat(added.statusCode()).isEqualTo(201);
    String path = added.headers().firstValue("Location").orElseThrow();
    assertThat(tried("berapa ongkir?")).isEqualTo("ANSWER|the rule \"ongkir\"|Gratis Budi.");

    assertThat(call("admin", "POST", "/rules", rule).statusCode()).isEqualTo(409);
    assertThat(call("admin", "PUT", path, rule.replace("Gratis", "Murah")).statusCode())
        .isEqualTo(200);
    assertThat(tried("berapa ongkir?")).endsWith("Murah Budi.");
    assertThat(json(call("karyawan", "GET", path, null)).path("answer").asString())
        .isEqualTo("Murah {name}.");
    assertThat(call("admin", "DELETE", path, null).statusCode()).isEqualTo(204);
    assertThat(tried("berapa ongkir?")).startsWith("ANSWER|the default reply");
    assertThat(call("karyawan", "GET", path, null).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Halo saya butuh bantuan             | ANSWER      | the default reply
          Halo                                | ANSWER      | the default reply
          agent                               | HAND_OFF    | the customer asked for a person
          saya mau bicara dengan manusia dong | HAND_OFF    | the rule "minta petugas"
          I want to talk to a human           | HAND_OFF    | the rule "asks for a person"
          barang rusak semua!                 | HAND_OFF    | the rule "keluhan"
          Terima kasih banyak 🙏              | ANSWER      | the rule "terima kasih"
          Assalamualaikum kak                 | ANSWER      | the rule "salam"
          Good morning!                       | ANSWER      | the rule "good day"
          jam buka?                           | ANSWER      | the default reply
          pause                               | SWITCH_MODE | the customer paused the bot
          """)
  void shippedRulesAnswerUsualTexts(String text, String does, String rule) {
    assertThat(tried(text)).startsWith(does + "|" + rule + "|");
  }

  // Every message is compared with all of them.
  @Test
  void regularExpressionsShareABudget() {
    String rule =
        "{\"name\":\"angka\",\"language\":\"id\",\"match\":\"REGEX\",\"keywords\":[%s],\"answer\":\"a\"}";
    String heavy = rule.formatted(expressions(50));
    HttpResponse<String> refused = call("admin", "POST", "/rules", heavy);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("detail").asString()).contains("too large together");

    HttpResponse<String> added = call("admin", "POST", "/rules", rule.formatted(expressions(5)));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    String path = added.headers().firstValue("Location").orElseThrow();
    assertThat(call("admin", "PUT", path, heavy).statusCode()).isEqualTo(400);
    assertThat(json(call("admin", "GET", path, null)).path("keywords").size()).isEqualTo(5);
    assertThat(call("admin", "DELETE", path, null).statusCode()).isEqualTo(204);
  }

  private static String expressions(int number) {
    return IntStream.range(0, number)
        .mapToObj("\"x{1,100}%d\""::formatted)
        .collect(Collectors.joining(","));
  }

  @Test
  void agentsCanReadAndTryOnly() {
    assertThat(call("karyawan", "GET", "/rules", null).statusCode()).isEqualTo(200);
    assertThat(call("karyawan", "GET", "/hours", null).statusCode()).isEqualTo(200);
    assertThat(call("karyawan", "POST", "/rules/try", "{\"text\":\"halo\"}").statusCode())
        .isEqualTo(200);
    assertThat(call("karyawan", "POST", "/rules", "{}").statusCode()).isEqualTo(403);
    assertThat(call("karyawan", "PUT", "/rules/1", "{}").statusCode()).isEqualTo(403);
    assertThat(call("karyawan", "DELETE", "/rules/1", null).statusCode()).isEqualTo(403);
    assertThat(call("karyawan", "PUT", "/hours", "{}").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /rules     | {"language":"id","keywords":["x"],"answer":"a"}                       | "name" must not be null.
          POST | /rules     | []                                                                    | "body" must be a JSON object.
          POST | /rules     | {"name":"x","language":"fr"}                                          | "language" must be one of id, en.
          POST | /rules     | {"name":"x","language":"id","keywords":["x"],"answer":"{nama}"}       | "answer" has the unknown variable {nama}
          POST | /rules     | {"name":"x","language":"id","keywords":["("],"match":"REGEX","answer":"a"} | "keywords" has the pattern "("
          POST | /rules     | {"name":"x","language":"id","keywords":["x"],"answer":"a","epoch":1}  | "epoch" is unknown.
          PUT  | /rules/999 | {"name":"x","language":"id","keywords":["x"],"answer":"a"}            | There is no rule 999.
          POST | /rules/try | {"text":" "}                                                          | "text" must not be blank.
          PUT  | /hours     | {"timeZone":"Mars","week":[]}                                         | "timeZone" must be a time zone such as Asia/Jakarta.
          PUT  | /hours     | {"timeZone":"UTC","week":[{"day":"MONDAY","from":"08:00"}]}           | "week[0]" must have "day", "from" and "until".
          PUT  | /hours     | {"timeZone":"UTC","week":[{"day":"MONDAY","from":"8","until":"9"}]}   | "week[0].from" is invalid.
          """)
  void invalidRequestsGetAProblemDocument(String method, String path, String body, String detail) {
    HttpResponse<String> refused = call("admin", method, path, body);
    assertThat(refused.statusCode()).isIn(400, 404);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(refused).path("detail").asString()).startsWith(detail);
  }

  @Test
  void hoursAreStoredAndShown() {
    String before = call("admin", "GET", "/hours", null).body();
    assertThat(json(before).path("openNow").asBoolean()).isTrue();
    HttpResponse<String> set =
        call(
            "admin",
            "PUT",
            "/hours",
            """
            {"timeZone":"Asia/Jakarta","week":[{"day":"MONDAY","from":"08:00","until":"12:00"},
             {"day":"MONDAY","from":"13:00","until":"17:00"}],
             "holidays":[{"date":"2026-12-25","name":"Natal","open":[]}],"awayEvery":"PT4H"}\
            """);
    try {
      assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
      assertThat(json(set).path("week").get(0).path("from").asString()).isEqualTo("08:00");
      assertThat(tried("jam buka?"))
          .isEqualTo(
              "ANSWER|the rule \"jam buka\"|Jam layanan kami:\nSenin 08.00–12.00, 13.00–17.00");
      JsonNode night =
          json(
              call(
                  "karyawan",
                  "POST",
                  "/rules/try",
                  "{\"text\":\"halo\",\"at\":\"2026-11-23T12:00:00Z\"}"));
      for (String action : List.of("action", "does")) {
        assertThat(night.path(action).asString()).as(action).isEqualTo("AWAY");
      }
      for (String open : List.of("open", "openThen")) {
        assertThat(night.path(open).isBoolean()).as(open).isTrue();
        assertThat(night.path(open).asBoolean()).as(open).isFalse();
      }
      assertThat(
              json(call(
                      "karyawan",
                      "POST",
                      "/rules/try",
                      "{\"text\":\"halo\",\"at\":\"2026-11-23T12:00:00Z\",\"lastAway\":\"2026-11-23T11:00:00Z\"}"))
                  .path("action")
                  .asString())
          .isEqualTo("STAY_SILENT");
    } finally {
      call("admin", "PUT", "/hours", "{\"timeZone\":\"Asia/Jakarta\",\"week\":[]}");
    }
  }

  @Test
  void changesOfOtherInstancesAreReloaded() {
    JdbcTemplate database = service.getBean(JdbcTemplate.class);
    database.update(
        "INSERT INTO bot.rules (name, language, match, keywords, answer) VALUES ('lain', 'id', 'WORD', '{lain}', 'Ya')");
    // A rule that only a newer release can read is skipped; the others stay in use.
    database.update(
        "INSERT INTO bot.rules (name, language, match, keywords, answer) VALUES ('baru', 'id', 'WORD', '{lain}', '{moon}')");
    database.update("UPDATE bot.answer_book SET version = version + 1");
    await()
        .untilAsserted(
            () -> assertThat(tried("yang lain")).isEqualTo("ANSWER|the rule \"lain\"|Ya"));
    database.update("DELETE FROM bot.rules WHERE name IN ('lain', 'baru')");
  }

  private static String tried(String text) {
    JsonNode result =
        json(
            call(
                "karyawan",
                "POST",
                "/rules/try",
                JSON.createObjectNode().put("text", text).put("customerName", "Budi").toString()));
    return result.path("action").asString()
        + "|"
        + result.path("rule").asString()
        + "|"
        + result.path("text").asString("");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  private static JsonNode json(String body) {
    return JSON.readTree(body);
  }

  private static HttpResponse<String> call(
      String role, String method, String path, @Nullable String body) {
    String port = service.getEnvironment().getProperty("local.server.port");
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + token(role))
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(String role) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("balas-auth")
            .audience("balas")
            .subject("7")
            .claim("role", role)
            .claim("scope", "chats:read chats:write deliveries intake")
            .claim("name", "siti")
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
