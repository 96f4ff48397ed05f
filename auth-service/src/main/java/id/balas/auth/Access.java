package id.balas.auth;

import id.balas.auth.frontdoor.Route;
import id.balas.auth.frontdoor.Routes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/// Who may call what, of this service and through it of all others, whose lines are [Routes]: the
/// first line that fits decides, and what no line names nobody may call.
public record Access(@Nullable HttpMethod method, String path, Who who) {

  /// A person is somebody signed in; where a scope stands, an API key that has it may call too.
  public enum Who {
    ANYBODY(false, null),
    PERSON(false, null),
    ADMIN(true, null),
    CHAT_READER(false, "chats:read"),
    CHAT_WRITER(false, "chats:write"),
    ADMIN_WHO_READS_CHATS(true, "chats:read"),
    ADMIN_WHO_WRITES_CHATS(true, "chats:write"),
    ADMIN_OF_DELIVERIES(true, "deliveries"),
    ADMIN_OF_INTAKE(true, "intake");

    private final boolean admin;
    private final @Nullable String scope;

    Who(boolean admin, @Nullable String scope) {
      this.admin = admin;
      this.scope = scope;
    }

    public boolean includes(Caller caller) {
      return (!admin || caller.role().equals(Role.ADMIN.word()))
          && (scope == null
              ? this == ANYBODY || caller.apiKeyId() == null
              : caller.scopes().contains(scope));
    }
  }

  private static final List<Access> OWN =
      List.of(
          // Who is not signed in yet: each of these looks for itself at a password, token, code or
          // invitation.
          on(HttpMethod.GET, "/", Who.ANYBODY),
          on(HttpMethod.GET, "/desk/*", Who.ANYBODY),
          on(HttpMethod.GET, "/docs", Who.ANYBODY),
          on(HttpMethod.GET, "/docs/*", Who.ANYBODY),
          on(HttpMethod.GET, "/.well-known/jwks.json", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/register", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/login", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/refresh", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/logout", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/reset", Who.ANYBODY),
          // Oneself.
          on(null, "/auth/me", Who.PERSON),
          on(null, "/auth/me/**", Who.PERSON),
          on(HttpMethod.POST, "/auth/logout-everywhere", Who.PERSON),
          // Users, keys, and what was done.
          on(null, "/users", Who.ADMIN),
          on(null, "/users/**", Who.ADMIN),
          on(null, "/invitations", Who.ADMIN),
          on(null, "/invitations/*", Who.ADMIN),
          on(null, "/api-keys", Who.ADMIN),
          on(null, "/api-keys/*", Who.ADMIN),
          on(HttpMethod.GET, "/audit", Who.ADMIN));

  /// And what is another service's.
  public static final List<Access> RULES =
      Stream.concat(OWN.stream(), Routes.ALL.stream().map(Access::of)).toList();

  private static Access of(Route route) {
    return on(route.method(), route.path().getPatternString(), route.who());
  }

  private static Access on(@Nullable HttpMethod method, String path, Who who) {
    return new Access(method, path, who);
  }
}
