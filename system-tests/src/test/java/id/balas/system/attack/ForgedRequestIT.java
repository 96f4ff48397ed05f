package id.balas.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that lie: headers that claim a user, a role or an address, other spellings of a path,
/// and bodies of unclear length. At the front door and directly at the services behind it.
@Order(5)
@Tag("long")
class ForgedRequestIT {

  private static final List<String> CLAIMS =
      List.of(
          "X-User: admin",
          "X-User-Id: 1",
          "X-Username: admin",
          "X-Role: admin",
          "X-Roles: admin",
          "X-Scope: deliveries intake",
          "X-Balas-Caller: admin",
          "X-Authenticated-User: admin",
          "X-Auth-Request-User: admin",
          "X-Forwarded-User: admin",
          "X-Remote-User: admin",
          "Remote-User: admin",
          "X-Forwarded-For: 127.0.0.1",
          "X-Real-IP: 127.0.0.1",
          "X-Client-IP: 127.0.0.1",
          "Forwarded: for=127.0.0.1;host=localhost;proto=https",
          "X-Forwarded-Host: localhost",
          "X-Forwarded-Prefix: /chats",
          "X-Forwarded-Path: /chats",
          "X-Original-URL: /chats",
          "X-Rewrite-URL: /chats",
          "X-HTTP-Method-Override: POST",
          "X-HTTP-Method: POST",
          "X-Method-Override: POST",
          "Cookie: role=admin; JSESSIONID=1; balas-refresh=1",
          "Proxy-Authorization: Basic YWRtaW46YmFsYXMtbG9rYWw=",
          "X-API-Key:");

  // %s is the path without its first slash.
  private static final List<String> SPELLINGS =
      List.of(
          "/%s",
          "//%s",
          "///%s",
          "/./%s",
          "/%%2e/%s",
          "/%%2f%s",
          "/;/%s",
          "/;a=b/%s",
          "/%s/",
          "/%s//",
          "/%s;",
          "/%s;a=b",
          "/%s;/",
          "/%s/.",
          "/%s/x/..",
          "/%s%%2f",
          "/%s%%3b",
          "/%s%%3ba=b",
          "/%s%%00",
          "/%s%%20",
          "/%s%%09",
          "/%s%%0d%%0aX:b",
          "/%s%%23",
          "/%s%%3f",
          "/%s.",
          "/%s..",
          "/%s.json",
          "/%s%%2ejson",
          "/%s?/chats",
          "/%s?_method=POST",
          "/%s%%5c",
          "\\%s",
          "/chats/../%s",
          "/chats/..;/%s",
          "/chats/;/../%s",
          "/chats/..%%2f%s",
          "/chats/%%2e%%2e/%s",
          "/chats/.%%2e/%s",
          "/chats/%%252e%%252e/%s",
          "/chats/..%%5c%s",
          "/chats%%2f..%%2f%s",
          "/chats/x/../../%s",
          "/docs/../%s",
          "/docs/..;/%s",
          "/docs/%%2e%%2e/%s",
          "/docs/..%%2f%s",
          "/docs/;/%s",
          "/docs/openapi/../../%s",
          "/swagger-ui/../%s",
          "/swagger-ui/..;/%s",
          "/swagger-ui/%%2e%%2e/%s",
          "/error/../%s",
          "/error;/../%s",
          "/desk/../%s",
          "/desk/..;/%s",
          "/desk/%%2e%%2e/%s",
          "/.well-known/../%s",
          "/auth/login/../../%s",
          "/auth/login/..;/..;/%s",
          "/webhook/whapi/../../%s",
          "/actuator/../%s",
          "/actuator/..;/%s",
          "http://evil.example/%s",
          "http://localhost/%s",
          "http://localhost/chats/../%s");

  private static Doors doors;
  private static Accounts accounts;
  private static Caller agent;
  private static Caller admin;

  @BeforeAll
  static void start() throws Exception {
    doors = Doors.shared();
    accounts = new Accounts(doors.front());
    agent = accounts.user("karyawan").caller("karyawan");
    admin = accounts.user("admin").caller("admin");
  }

  /// A door, an operation there for admins only, and an agent's credential for it.
  record Target(Http http, Operation operation, Caller agent) {

    @Override
    public String toString() {
      return operation.toString();
    }
  }

  // An agent has no token for a service without operations for agents.
  static Stream<Target> targets() {
    return Stream.concat(
        adminsOnly().map(operation -> new Target(doors.front(), operation, agent)),
        adminsOnly()
            .filter(operation -> Doors.INNER.contains(operation.service()))
            .map(operation ->
                new Target(
                    doors.inner(operation.service()),
                    operation,
                    doors
                        .innerToken(agent, operation.service())
                        .map(agent::with)
                        .orElse(Caller.NOBODY))));
  }

  private static Stream<Operation> adminsOnly() {
    return Operation.ALL.stream()
        .filter(operation -> operation.method().equals("GET"))
        .filter(operation -> !operation.path().contains("{"))
        .filter(operation -> operation.callers().startsWith("admin"));
  }

  private static String get(String path, String host, Caller caller, String... headers) {
    String authorization =
        caller.authorization().isEmpty() ? "" : "Authorization: " + caller.authorization() + "\r\n";
    String further = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return "GET %s HTTP/1.1\r\nHost: %s\r\n%s%sConnection: close\r\n\r\n"
        .formatted(path, host, authorization, further);
  }

  private static int status(Http http, String request) {
    return Http.status(http.raw(request));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void claimsInHeadersGiveNoRights(Target target) {
    for (String claim : CLAIMS) {
      String path = target.operation().harmless();
      assertThat(status(target.http(), get(path, "localhost", Caller.NOBODY, claim)))
          .as("without a credential, with " + claim)
          .isEqualTo(401);
      // With a second credential it is unclear who calls.
      int refused =
          target.agent().equals(Caller.NOBODY) || isSecondCredential(target, claim) ? 401 : 403;
      assertThat(status(target.http(), get(path, "localhost", target.agent(), claim)))
          .as("an agent with " + claim)
          .isEqualTo(refused);
    }
  }

  private static boolean isSecondCredential(Target target, String claim) {
    return claim.startsWith("X-API-Key") && target.http().equals(doors.front());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void otherSpellingsOfAPathOpenNothing(Target target) {
    List<String> wrong = new ArrayList<>();
    for (String spelling : SPELLINGS) {
      String path = spelling.formatted(target.operation().path().substring(1));
      int byNobody = status(target.http(), get(path, "localhost", Caller.NOBODY));
      if (!Set.of(0, 400, 401, 404).contains(byNobody)) {
        wrong.add(path + " without a credential: " + byNobody);
      }
      int byAgent = status(target.http(), get(path, "localhost", target.agent()));
      if (!Set.of(0, 400, 401, 403, 404).contains(byAgent)) {
        wrong.add(path + " as an agent: " + byAgent);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void usualSpellingIsAdmitted() {
    // Control: the requests above are refused for their caller.
    adminsOnly()
        .forEach(operation ->
            assertThat(status(doors.front(), get(operation.path(), "localhost", admin)))
                .as(operation.toString())
                // The export and the reports need a parameter.
                .isEqualTo(Set.of("/export", "/reports").contains(operation.path()) ? 400 : 200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chats", "/users", "/rules", "/labels"})
  void methodCannotBeOverridden(String path) {
    for (String header :
        List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method")) {
      String answer =
          doors
              .front()
              .raw(get(path, "localhost", admin, header + ": DELETE", "Accept: application/json"));
      assertThat(Http.status(answer)).as(header).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/docs/openapi",
        "/docs/openapi/bot-service",
        "/desk/",
        "/users",
        "/auth/me",
        "/chats",
        "/nothing",
        "/.well-known/jwks.json"
      })
  void claimedHostIsRepeatedNowhere(String path) {
    for (Http front : List.of(doors.front(), doors.secondFront())) {
      String claimed = "evil.example";
      String answer = front.raw(get(path, claimed, admin));
      assertThat(Http.status(answer)).as(answer).isIn(200, 404, 503);
      assertThat(answer).doesNotContain(claimed);
      assertThat(
              front.raw(
                  get(
                      path,
                      "localhost",
                      admin,
                      "X-Forwarded-Host: " + claimed,
                      "X-Forwarded-Server: " + claimed,
                      "X-Forwarded-Proto: ftp",
                      "X-Forwarded-Port: 99",
                      "Forwarded: host=" + claimed)))
          .doesNotContain(claimed);
    }
  }

  @Test
  void invitationsHaveTheConfiguredHost() {
    String answer =
        doors
            .front()
            .raw(
                """
                POST /invitations HTTP/1.1\r
                Host: evil.example\r
                X-Forwarded-Host: evil.example\r
                Authorization: %s\r
                Content-Type: application/json\r
                Content-Length: 2\r
                Connection: close\r
                \r
                {}\
                """
                    .formatted(admin.authorization()));

    assertThat(Http.status(answer)).isEqualTo(201);
    assertThat(answer).contains("http://localhost").doesNotContain("evil.example");
  }

  static Stream<Map.Entry<String, Http>> doors() {
    return Stream.concat(
        Stream.of(Map.entry("auth-service", doors.front())),
        Doors.INNER.stream().map(service -> Map.entry(service, doors.inner(service))));
  }

  /// A second request is hidden in the body of a first one. It has a credential, so that it would
  /// be answered if it were taken for a request.
  @ParameterizedTest
  @MethodSource("doors")
  void unclearLengthsSmuggleNoRequest(Map.Entry<String, Http> door) {
    Caller known =
        door.getKey().equals("auth-service")
            ? admin
            : doors.innerToken(admin, door.getKey()).map(admin::with).orElseThrow();
    String second = get(pathOf(door.getKey()), "localhost", known);
    String size = Integer.toHexString(second.length());
    // Control: after a body of clear length it is the second request.
    assertThat(responses(door.getValue(), "Content-Length: 2", "{}" + second)).hasSize(2);

    for (String lengths :
        List.of(
            "Content-Length: 2\r\nContent-Length: " + (second.length() + 2),
            "Content-Length: " + (second.length() + 2) + "\r\nContent-Length: 2",
            "Content-Length: 2, 2\r\nContent-Length: 3",
            "Content-Length: +2",
            "Content-Length: -1",
            "Content-Length: 0x2",
            "Content-Length: 2 2",
            "Content-Length : 2",
            "Content-Length: 99999999999999999999",
            "Content-Length:\r\n 2",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: identity, chunked, identity",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: \u000bchunked",
            "Content-Length: 2\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 2")) {
      for (String body :
          List.of("{}" + second, "0\r\n\r\n" + second, size + "\r\n" + second + "\r\n0\r\n\r\n")) {
        List<Integer> answers = responses(door.getValue(), lengths, body);
        assertThat(answers)
            .as(lengths + " before " + body.substring(0, 2))
            .hasSizeLessThanOrEqualTo(1)
            .allMatch(status -> status >= 400 && status < 502);
      }
    }
  }

  private static String pathOf(String service) {
    return Operation.ALL.stream()
        .filter(operation -> operation.service().equals(service))
        .filter(operation -> operation.method().equals("GET"))
        .filter(operation -> operation.path().matches("/auth/me|/intake/gaps|/chats|/channels"))
        .findFirst()
        .orElseThrow()
        .path();
  }

  /// The statuses of all responses to a request without a credential, and to what follows in its
  /// body.
  private static List<Integer> responses(Http http, String lengths, String body) {
    String host = URI.create(http.url()).getAuthority();
    String answer =
        http.raw(
            "POST /attacked HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
                .formatted(host, lengths, body));
    return Stream.of(answer.split("(?=HTTP/1\\.1 \\d{3})", -1))
        .map(Http::status)
        .filter(status -> status > 0)
        .toList();
  }
}
