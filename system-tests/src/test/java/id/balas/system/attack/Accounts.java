package id.balas.system.attack;

import id.balas.stack.settings.StackSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Users, sign-ins and API keys for attacks.
final class Accounts {

  static final String PASSWORD = "kata-sandi-panjang-7";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Http front;
  private final Caller admin;

  record SignedIn(String username, String id, String accessToken, String refreshToken) {

    Caller caller(String role) {
      return role.equals("admin")
          ? Caller.admin(username, accessToken)
          : Caller.agent(username, accessToken);
    }
  }

  Accounts(Http front) {
    this.front = front;
    this.admin = Caller.admin("admin", signIn("admin", StackSettings.LOCAL_PASSWORD).accessToken());
  }

  /// The admin that every local stack has.
  Caller admin() {
    return admin;
  }

  /// A new user, signed in.
  SignedIn user(String role) {
    String name = "attacked-" + System.nanoTime() + "-" + COUNT.incrementAndGet();
    front
        .post(
            admin,
            "/auth/register",
            """
            {"name":"Siti","email":"%1$s@example.com","username":"%1$s","password":"%2$s","role":"%3$s"}\
            """
                .formatted(name, PASSWORD, role))
        .is(201);
    return signIn(name, PASSWORD);
  }

  SignedIn signIn(String name, String password) {
    Http.Answer answer =
        front
            .post(
                Caller.NOBODY,
                "/auth/login",
                "{\"identifier\":\"%s\",\"password\":\"%s\"}".formatted(name, password))
            .is(200);
    return new SignedIn(
        name, answer.text("/data/id"), answer.text("/access_token"), answer.text("/refresh_token"));
  }

  /// An API key of an admin.
  String key(Caller owner, Set<String> scopes) {
    return keyWithId(owner, scopes).getKey();
  }

  Map.Entry<String, String> keyWithId(Caller owner, Set<String> scopes) {
    Http.Answer answer =
        front
            .post(
                owner,
                "/api-keys",
                "{\"name\":\"attack\",\"scopes\":[\"%s\"]}".formatted(String.join("\",\"", scopes)))
            .is(201);
    return Map.entry(answer.text("/key"), answer.text("/id"));
  }

  void change(String userId, String json) {
    front.send(admin, "PATCH", "/users/" + userId, json).is(200);
  }
}
