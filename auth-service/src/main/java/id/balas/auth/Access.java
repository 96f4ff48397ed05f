package id.balas.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/// Who may call what, of this service and through it of all others: the first line that fits decides, and what no line
/// names nobody may call.
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
          && (scope == null ? this == ANYBODY || caller.apiKeyId() == null : caller.scopes().contains(scope));
    }
  }

  public static final List<Access> RULES =
      List.of(
          // Who is not signed in yet: each of these looks for itself at a password, token, code or invitation.
          on(HttpMethod.GET, "/", Who.ANYBODY),
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
          on(HttpMethod.GET, "/audit", Who.ADMIN),
          // Chats.
          on(HttpMethod.GET, "/chats/**", Who.CHAT_READER),
          on(null, "/chats/**", Who.CHAT_WRITER),
          on(HttpMethod.GET, "/commands/**", Who.CHAT_READER),
          on(HttpMethod.GET, "/media/**", Who.CHAT_READER),
          on(null, "/media/**", Who.CHAT_WRITER),
          on(HttpMethod.GET, "/labels/**", Who.CHAT_READER),
          on(null, "/labels/**", Who.CHAT_WRITER),
          on(HttpMethod.GET, "/rules/**", Who.CHAT_READER),
          on(null, "/rules/**", Who.ADMIN_WHO_WRITES_CHATS),
          on(HttpMethod.GET, "/hours/**", Who.CHAT_READER),
          on(null, "/hours/**", Who.ADMIN_WHO_WRITES_CHATS),
          on(HttpMethod.GET, "/export/**", Who.ADMIN_WHO_READS_CHATS),
          // What goes out and comes in.
          on(null, "/deliveries/**", Who.ADMIN_OF_DELIVERIES),
          on(null, "/channels/**", Who.ADMIN_OF_DELIVERIES),
          on(null, "/intake/**", Who.ADMIN_OF_INTAKE));

  private static Access on(@Nullable HttpMethod method, String path, Who who) {
    return new Access(method, path, who);
  }
}
