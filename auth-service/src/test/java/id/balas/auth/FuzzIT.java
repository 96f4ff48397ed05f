package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Malformed bodies to every JSON endpoint of this service, and for each of its fields every
/// hostile value while the other fields are valid.
class FuzzIT {

  private static final AtomicInteger VALID = new AtomicInteger();

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e999",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\u202e\\u200b\"",
          "\"' OR 1=1 --\"",
          "\"${jndi:ldap://x}\"",
          "\"%s%n\"",
          "\"<script>\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":{\"b\":null}}",
          "\"admin\"",
          "\"agent\"",
          "\"a@example.com\"",
          "\"2026-01-01\"",
          "\"" + "x".repeat(5000) + "\"",
          "\"" + "😀".repeat(40) + "\"",
          "1.5",
          "\"\\\\\"",
          "NaN",
          "[\"chats:read\"]",
          "[null]");

  private static final List<String> WHOLE =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "\"x\"",
          "7",
          "{",
          "{]",
          "{\"a\":}",
          "\u0000",
          "{}{}",
          "[".repeat(5000),
          "{\"a\":".repeat(2000),
          "\ufeff{}",
          "<x/>");

  record Target(String method, String path, List<String> fields, boolean signedIn) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Target> targets() {
    return Stream.of(
        new Target(
            "POST",
            "/auth/register",
            List.of(
                "name",
                "email",
                "username",
                "password",
                "phone",
                "role",
                "invitation",
                "setup_token"),
            false),
        new Target(
            "POST",
            "/auth/register",
            List.of("name", "email", "username", "password", "phone", "role"),
            true),
        new Target(
            "POST", "/auth/login", List.of("identifier", "password", "totp", "cookie"), false),
        new Target("POST", "/auth/refresh", List.of("refresh_token"), false),
        new Target("POST", "/auth/logout", List.of("refresh_token"), false),
        new Target(
            "POST", "/auth/reset", List.of("identifier", "code", "password", "keepKeys"), false),
        new Target("POST", "/auth/confirm", List.of("password", "code"), true),
        new Target("DELETE", "/auth/me/sessions/x", List.of(), true),
        new Target("POST", "/auth/me/recovery-codes", List.of(), true),
        new Target("PATCH", "/auth/me", List.of("name", "email", "phone"), true),
        new Target("POST", "/auth/me/password", List.of("currentPassword", "newPassword"), true),
        new Target("POST", "/auth/me/totp", List.of("password"), true),
        new Target("POST", "/auth/me/totp/confirm", List.of("code"), true),
        new Target("POST", "/auth/me/totp/off", List.of("password"), true),
        new Target(
            "PATCH", "/users/{id}", List.of("name", "email", "username", "phone", "role"), true),
        new Target("PATCH", "/users/%00", List.of("name"), true),
        new Target("DELETE", "/users/99999999999999999999", List.of(), true),
        new Target("POST", "/users/0/reset", List.of(), true),
        new Target("POST", "/invitations", List.of("role", "expiresInHours"), true),
        new Target("DELETE", "/invitations/-1", List.of(), true),
        new Target("POST", "/api-keys", List.of("name", "scopes", "expiresInDays"), true),
        new Target("DELETE", "/api-keys/x", List.of(), true));
  }

  @Asvs({"1.2.4", "1.5.2", "2.2.2", "15.3.5", "16.5.1"})
  @ParameterizedTest
  @MethodSource("targets")
  void invalidBodiesNeverCause5xx(Target target) throws Exception {
    RunningService service = RunningService.shared();
    Client user = Client.user(service, Client.fresh("fuzz"), "admin");
    String path = target.path().replace("{id}", user.get("/auth/me").text("/id"));
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> calls =
          bodies(target.fields())
              .<Callable<Integer>>map(body ->
                  () -> {
                    // From many addresses, so that the login throttle does not answer.
                    Client from = Client.stranger(service);
                    Client client =
                        target.signedIn()
                            ? new Client(service, from.address(), user.header(), user.value())
                            : from;
                    Client.Answer answer = client.send(target.method(), path, body);
                    assertThat(answer.status())
                        .as("%s for %s", answer.body(), body)
                        .isLessThan(500);
                    return answer.status();
                  })
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : threads.invokeAll(calls)) {
        statuses.add(call.get());
      }
      // Otherwise another check, such as a rate limit, answered all calls.
      if (!target.fields().isEmpty()) {
        assertThat(statuses).contains(400);
      }
    }
  }

  private static Stream<String> bodies(List<String> fields) {
    return Stream.concat(
        WHOLE.stream(),
        fields.stream()
            .flatMap(field -> VALUES.stream().map(value -> body(fields, Map.of(field, value)))));
  }

  private static String body(List<String> fields, Map<String, String> hostile) {
    return fields.stream()
        .map(field -> "\"" + field + "\":" + hostile.getOrDefault(field, valid(field)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String valid(String field) {
    int number = VALID.incrementAndGet();
    return switch (field) {
      case "email" -> "\"valid" + number + "@example.com\"";
      case "name", "username", "identifier" -> "\"valid" + number + "\"";
      case "phone" -> "\"+628111" + (100_000 + number) + "\"";
      case "invitation", "setup_token", "totp" -> "null";
      case "cookie", "keepKeys" -> "true";
      case "role" -> "\"admin\"";
      case "scopes" -> "[\"intake\"]";
      case "expiresInHours", "expiresInDays" -> "5";
      default -> "\"" + RunningService.PASSWORD + "\"";
    };
  }
}
