package id.balas.service.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.service.web.security.InnerServiceRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.ControllerAdviceBean;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Real requests to a small service.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "balas.dotenv=off",
      "spring.security.oauth2.resourceserver.jwt.authorities-claim-name=role",
      "spring.security.oauth2.resourceserver.jwt.authority-prefix=ROLE_"
    })
class WebEdgeTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  @LocalServerPort private int port;
  @Autowired private ApplicationContext context;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0                   | limit  | "limit" must be between 1 and 200.
          limit=201                 | limit  | "limit" must be between 1 and 200.
          limit=many                | limit  | "limit" must be a whole number.
          limit=                    | limit  | "limit" is empty. Give a value or omit it.
          limit=1&limit=2           | limit  | "limit" is given more than once. Give it once.
          limti=5                   | limti  | "limti" is unknown. Use before, chat, limit, since, state, tags.
          %3Cb%3E=5                 | ?b?    | "?b?" is unknown. Use before, chat, limit, since, state, tags.
          since=yesterday           | since  | "since" must be a time such as 2026-11-23T08:00:00Z.
          since=1999-01-01T00:00:00Z | since | "since" must be a time such as 2026-11-23T08:00:00Z.
          state=GONE                | state  | "state" must be one of OPEN, CLOSED.
          before=abc                | before | "before" is an invalid cursor. Pass the value of `next` of the previous page unchanged.
          chat=%20                  | chat   | "chat" must not be blank.
          chat=a%00b                | chat   | "chat" must not contain a NUL character.
          chat=12345678901          | chat   | "chat" must have at most 10 characters.
          """)
  void invalidQueryParametersAreNamed(String query, String parameter, String detail)
      throws Exception {
    Answer answer = get("/chats?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.text("title")).isEqualTo("Bad Request");
    assertThat(answer.text("parameter")).isEqualTo(parameter);
    assertThat(answer.text("detail")).isEqualTo(detail);
  }

  // By a socket: HttpClient refuses such an address itself.
  @ParameterizedTest
  @ValueSource(strings = {"chat=%zz", "chat=%f", "chat=%ff", "%c3%28=1"})
  void malformedQueriesAreRefused(String query) throws Exception {
    try (var socket = new Socket("localhost", port)) {
      String request =
          "GET /chats?%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer karyawan\r\nConnection: close\r\n\r\n"
              .formatted(query);
      socket.getOutputStream().write(request.getBytes(US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "The query of the address is malformed.");
    }
  }

  @Test
  void parametersAreBound() throws Exception {
    String cursor = new Cursor(Instant.parse("2026-11-23T08:00:00.123456Z"), "m,1").toString();

    Answer answer =
        get(
            "/chats?limit=200&state=open&since=2026-11-23T08:00:00+07:00&chat=%C3%A9&tags=a&tags=b&before="
                + cursor);

    assertThat(answer.text("found"))
        .isEqualTo("é 200 OPEN 2026-11-23T01:00:00Z [a, b] 2026-11-23T08:00:00.123456Z m,1");
  }

  @Test
  void handlerWithoutParametersTakesNone() throws Exception {
    assertThat(get("/unlimited/5?x=1").text("detail"))
        .isEqualTo("\"x\" is unknown. This address has no parameters.");
    assertThat(get("/unlimited/five").text("detail")).isEqualTo("\"id\" must be a whole number.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text":"a","colour":1}             | colour     | "colour" is unknown. Use media, mode, priority, text.
          {"text":"a","media":{"x":1}}        | media.x    | "media.x" is unknown. Use url.
          {"text":"a","media":{"url":" "}}    | media.url  | "media.url" must not be blank.
          {"text":"a","media":[]}             | media      | "media" must be a JSON object.
          {"text":5}                          | text       | "text" must be a text.
          {"text":"a\\u0000"}                 | text       | "text" must not contain a NUL character.
          {"text":"\\ud83d"}                 | body       | "body" must not contain half of a surrogate pair, such as \\ud83d alone.
          {"text":"\\ude00\\ud83d"}           | body       | "body" must not contain half of a surrogate pair, such as \\ud83d alone.
          {"\\udc00":"a"}                    | body       | "body" must not contain half of a surrogate pair, such as \\ud83d alone.
          {"text":"12345678901"}              | text       | "text" must have at most 10 characters.
          {}                                  | text       | "text" must not be null.
          {"text":"a","mode":"SLEEP"}         | mode       | "mode" must be one of OPEN, CLOSED.
          {"text":"a","priority":"high"}      | priority   | "priority" must be a whole number.
          {"text":"a","text":"b"}             | body       | "body" must be valid JSON.
          {"text":"a"} x                      | body       | "body" must be valid JSON.
          {"text":                            | body       | "body" must be valid JSON.
          []                                  | body       | "body" must be a JSON object.
          "a"                                 | body       | "body" must be a JSON object.
          """)
  void invalidFieldsAreNamed(String body, String parameter, String detail) throws Exception {
    Answer answer = post("/messages", body, "k1");

    assertThat(answer.text("detail")).isEqualTo(detail);
    assertThat(answer.text("parameter")).isEqualTo(parameter);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void wholePairsAndEscapedBackslashesAreText() throws Exception {
    assertThat(post("/messages", "{\"text\":\"\\ud83d\\ude00\"}", "k1").text("found"))
        .isEqualTo("k1 😀");
    assertThat(post("/messages", "{\"text\":\"\\\\ud83d\"}", "k1").text("found"))
        .isEqualTo("k1 \\ud83d");
    assertThat(post("/messages", "{\"text\":\"í í\"}", "k1").text("found")).isEqualTo("k1 í í");
  }

  @Test
  void halfPairInUtf8IsRefused() throws Exception {
    byte[] half = "{\"text\":\"\u00ed\u00a0\u00bd\"}".getBytes(ISO_8859_1);
    Answer answer =
        send(
            request("/messages")
                .header("Content-Type", "application/json")
                .header(IdempotencyKey.HEADER, "k1")
                .POST(BodyPublishers.ofByteArray(half)));

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void missingBodyAndHeaderAreNamed() throws Exception {
    assertThat(post("/messages", "", "k1").text("detail"))
        .isEqualTo("\"body\" is missing. Send a JSON object.");
    assertThat(post("/messages", "{\"text\":\"a\"}", null).text("detail"))
        .startsWith("\"Idempotency-Key\" is missing. Send a new UUID");
    assertThat(post("/messages", "{\"text\":\"a\"}", "a b").text("detail"))
        .isEqualTo("\"Idempotency-Key\" must be 1 to 100 letters, digits and . _ : -.");
    assertThat(post("/messages", "{\"text\":\"a\"}", "k1").text("found")).isEqualTo("k1 a");
  }

  @Test
  void largeBodyIs413() throws Exception {
    Answer answer = post("/messages", "{\"text\":\"" + "a".repeat(600_000) + "\"}", "k1");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("detail")).contains("512 KiB");
  }

  @Test
  void formIs415AndWrongMethodIs405() throws Exception {
    var form =
        request("/messages")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(IdempotencyKey.HEADER, "k1")
            .POST(BodyPublishers.ofString("text=a"));
    assertThat(send(form).text("detail")).contains("Send application/json");
    Answer wrong = send(request("/chats").DELETE());
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.text("detail")).isEqualTo("DELETE is not supported here. Use GET.");
    assertThat(wrong.header("Allow")).isEqualTo("GET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slow      | 503 | The query took too long.
          database  | 503 | The database is unavailable.
          kafka     | 503 | Kafka is unavailable.
          duplicate | 409 | An entry with this name exists already.
          limited   | 429 | Slow down.
          own       | 409 | The chat is closed.
          bug       | 500 | The request failed.
          """)
  void failuresHideInternalDetails(String kind, int status, String detail) throws Exception {
    Answer answer = get("/failures/" + kind);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.text("detail")).startsWith(detail).doesNotContain("secret");
  }

  @Test
  void waitsAreRoundedUpToSeconds() throws Exception {
    assertThat(get("/failures/limited").header("Retry-After")).isEqualTo("3");
    assertThat(get("/failures/own").text("code")).isEqualTo("closed");
  }

  @Test
  void tokenAndRoleAreChecked() throws Exception {
    Answer anonymous = send(HttpRequest.newBuilder(address("/chats")));
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(anonymous.text("title")).isEqualTo("Unauthorized");

    Answer forged =
        send(HttpRequest.newBuilder(address("/chats")).header("Authorization", "Bearer forged"));
    assertThat(forged.status()).isEqualTo(401);
    assertThat(forged.header("WWW-Authenticate")).contains("invalid_token");

    assertThat(get("/admin").status()).isEqualTo(403);
    assertThat(get("/admin").text("detail"))
        .isEqualTo("Your role does not allow this. Ask an admin.");
  }

  @Test
  void pathWithoutRuleIsNotFound() throws Exception {
    assertThat(get("/forgotten").status()).isEqualTo(404);
    assertThat(get("/chats/none").text("detail")).isEqualTo("There is nothing at this address.");
  }

  @Test
  void textIsCompressedAndItsEtagIsWeak() throws Exception {
    for (String path : List.of("/files/page.js", "/long")) {
      var plain = request(path).GET();
      var zipped = request(path).header("Accept-Encoding", "gzip").GET();

      assertThat(bytes(plain).headers().firstValue("Content-Encoding")).isEmpty();
      HttpResponse<byte[]> answer = bytes(zipped);
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(answer.body().length).isLessThan(bytes(plain).body().length / 2);
    }
    String tag = bytes(request("/files/page.js").GET()).headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("W/\"");
    assertThat(bytes(request("/files/page.js").header("If-None-Match", tag).GET()).statusCode())
        .isEqualTo(304);
  }

  @Test
  void validationMessagesAreEnglish() throws Exception {
    var request = request("/messages").header("Content-Type", "application/json");
    Answer answer =
        send(
            request
                .header(IdempotencyKey.HEADER, "k1")
                .header("Accept-Language", "id, de")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.text("detail")).isEqualTo("\"text\" must not be null.");
  }

  @Test
  void generalAdviceIsLast() {
    List<String> advices =
        ControllerAdviceBean.findAnnotatedBeans(context).stream()
            .map(advice -> String.valueOf(advice.getBeanType()))
            .filter(name -> name.startsWith("class id.balas.") && name.endsWith("Advice"))
            .map(name -> name.replaceAll(".*[.$]", ""))
            .toList();

    assertThat(advices)
        .containsExactly(
            "OwnAdvice",
            "ClosedConnectionAdvice",
            "DatabaseProblemAdvice",
            "KafkaProblemAdvice",
            "ProblemAdvice");
  }

  @Test
  void adviceOfTheServiceIsFirst() throws Exception {
    Answer answer = get("/failures/unusual");

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text("detail")).isEqualTo("This service handles it itself.");
  }

  @Test
  void requestThatIsNotHttpGetsProblemDocument() throws Exception {
    try (var socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              "GET /chats|{} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "The request could not be served.")
          .doesNotContainIgnoringCase("tomcat");
    }
  }

  private Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  private Answer post(String path, String body, @Nullable String key) throws Exception {
    var request = request(path).header("Content-Type", "application/json");
    if (key != null) {
      request.header(IdempotencyKey.HEADER, key);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer karyawan");
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpResponse<byte[]> bytes(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
  }

  private record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String type() {
      return header("Content-Type");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text(String member) {
      JsonNode json = JSON.readTree(response.body());
      return json.path(member).asString("");
    }
  }

  enum State {
    OPEN,
    CLOSED
  }

  record Filter(
      @PlainText(max = 10) @Nullable String chat,
      @Range(min = 1, max = 200) @Nullable Integer limit,
      @Nullable State state,
      @Nullable Instant since,
      @Nullable List<String> tags,
      @Nullable Cursor before) {}

  record Media(@NotNull @PlainText String url) {}

  record Message(
      @NotNull @PlainText(max = 10) String text,
      @Nullable State mode,
      @Nullable Integer priority,
      @Valid @Nullable Media media) {}

  record Found(String found) {}

  @RestController
  static class SmallController {

    @GetMapping("/chats")
    Found list(@Valid @ModelAttribute Filter filter) {
      Cursor before = filter.before();
      return new Found(
          "%s %s %s %s %s %s %s"
              .formatted(
                  filter.chat(),
                  filter.limit(),
                  filter.state(),
                  filter.since(),
                  filter.tags(),
                  before == null ? null : before.at(),
                  before == null ? null : before.id()));
    }

    @GetMapping("/unlimited/{id}")
    Found one(@PathVariable long id) {
      return new Found("" + id);
    }

    @PostMapping("/messages")
    Found send(
        @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
        @Valid @RequestBody Message message) {
      return new Found(key + " " + message.text());
    }

    @GetMapping("/failures/{kind}")
    Found fail(@PathVariable String kind) {
      throw switch (kind) {
        case "slow" -> new QueryTimeoutException("secret");
        case "database" -> new DataAccessResourceFailureException("secret");
        case "kafka" -> new TimeoutException("secret");
        case "duplicate" -> new DuplicateKeyException("secret");
        case "limited" -> ProblemException.tooManyRequests("Slow down.", Duration.ofMillis(2001));
        case "own" -> ProblemException.conflict("The chat is closed.").with("code", "closed");
        case "unusual" -> new UnsupportedOperationException("secret");
        default -> new IllegalStateException("secret");
      };
    }

    @GetMapping("/long")
    Found longText(@RequestParam(defaultValue = "3000") int length) {
      return new Found("a".repeat(length));
    }

    @GetMapping("/admin")
    Found admin() {
      return new Found("admin");
    }

    @GetMapping("/forgotten")
    Found forgotten() {
      return new Found("no rule names this path");
    }
  }

  @RestControllerAdvice
  static class OwnAdvice {

    @ExceptionHandler
    ProblemDetail on(UnsupportedOperationException e) {
      return ProblemDetail.forStatusAndDetail(HttpStatus.GONE, "This service handles it itself.");
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({SmallController.class, OwnAdvice.class})
  static class SmallService implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry
          .addResourceHandler("/files/**")
          .addResourceLocations("classpath:/web/")
          .setUseLastModified(false)
          .setEtagGenerator(new WeakEtag());
    }

    @Bean
    InnerServiceRules rules() {
      return requests ->
          requests
              .requestMatchers("/admin")
              .hasRole("admin")
              .requestMatchers(
                  "/chats",
                  "/chats/**",
                  "/unlimited/*",
                  "/messages",
                  "/failures/*",
                  "/files/*",
                  "/long")
              .hasAnyRole("admin", "karyawan");
    }

    @Bean
    JwtDecoder tokens() {
      return token -> {
        if (token.equals("forged")) {
          throw new BadJwtException("forged");
        }
        return Jwt.withTokenValue(token).header("alg", "none").claim("role", token).build();
      };
    }
  }
}
