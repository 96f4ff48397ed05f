package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random and malformed bodies to every JSON endpoint of this service. `-Dfuzz.bodies=` makes it
/// longer, `-Dfuzz.seed=` repeats a run.
class FuzzIT {

  private static final int BODIES = Integer.getInteger("fuzz.bodies", 60);
  private static final long SEED = Long.getLong("fuzz.seed", 7);

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
    var random = new Random(SEED);
    Client user = Client.user(service, Client.fresh("fuzz"), "admin");
    String path = target.path().replace("{id}", user.get("/auth/me").text("/id"));
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Integer>> calls =
          Stream.generate(() -> body(random, target.fields()))
              .limit(BODIES)
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

  private static String body(Random random, List<String> fields) {
    if (random.nextInt(5) == 0 || fields.isEmpty()) {
      return WHOLE.get(random.nextInt(WHOLE.size()));
    }
    var body = new StringBuilder("{");
    for (String field : fields) {
      if (random.nextInt(4) > 0) {
        body.append(body.length() > 1 ? "," : "")
            .append('"')
            .append(field)
            .append("\":")
            .append(value(random, field));
      }
    }
    return body.append('}').toString();
  }

  // Often a valid value, so that the other fields are checked.
  private static String value(Random random, String field) {
    if (random.nextInt(2) == 0) {
      return VALUES.get(random.nextInt(VALUES.size()));
    }
    return switch (field) {
      case "name", "phone" -> "\"" + random.nextInt(100_000) + "\"";
      case "email" -> "\"fuzz" + random.nextInt(100_000) + "@example.com\"";
      case "username", "identifier" -> "\"fuzz" + random.nextInt(100_000) + "\"";
      case "role" -> "\"admin\"";
      case "scopes" -> "[\"intake\"]";
      case "expiresInHours", "expiresInDays" -> "5";
      default -> "\"" + RunningService.PASSWORD + "\"";
    };
  }
}
