package id.balas.auth.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/// The access rules of this service's endpoints and of those it relays ([Routes]). The first rule
/// that matches decides. An endpoint without a rule is closed.
public record Access(@Nullable HttpMethod method, String path, Who who) {

  private static final List<Access> OWN =
      List.of(
          // Before a login. The POST endpoints check a password, token, code or invitation.
          on(HttpMethod.GET, "/", Who.ANYBODY),
          on(HttpMethod.GET, "/desk/", Who.ANYBODY),
          on(HttpMethod.GET, "/desk/*", Who.ANYBODY),
          on(HttpMethod.GET, "/docs", Who.ANYBODY),
          on(HttpMethod.GET, "/docs/*", Who.ANYBODY),
          on(HttpMethod.GET, "/docs/openapi/*", Who.ANYBODY),
          on(HttpMethod.GET, "/.well-known/jwks.json", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/register", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/login", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/refresh", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/logout", Who.ANYBODY),
          on(HttpMethod.POST, "/auth/reset", Who.ANYBODY),
          // The caller's own account.
          on(null, "/auth/me", Who.PERSON),
          on(null, "/auth/me/**", Who.PERSON),
          on(HttpMethod.POST, "/auth/logout-everywhere", Who.PERSON),
          on(HttpMethod.POST, "/auth/confirm", Who.PERSON),
          // Users, API keys and the audit.
          on(null, "/users", Who.ADMIN),
          on(null, "/users/**", Who.ADMIN),
          on(null, "/invitations", Who.ADMIN),
          on(null, "/invitations/*", Who.ADMIN),
          on(null, "/api-keys", Who.ADMIN),
          on(null, "/api-keys/*", Who.ADMIN),
          on(HttpMethod.GET, "/audit", Who.ADMIN));

  /// The rules of this service, then those of the relayed endpoints.
  public static final List<Access> RULES =
      Stream.concat(OWN.stream(), Routes.ALL.stream().map(Access::of)).toList();

  /// Who may call an operation of this service, written as in OpenAPI: `get`, `/users/{id}`.
  public static Optional<Who> who(String method, String template) {
    PathContainer path = PathContainer.parsePath(template.replaceAll("\\{[^}]*}", "x"));
    return OWN.stream()
        .filter(rule -> rule.method() == null || rule.method().name().equalsIgnoreCase(method))
        .filter(rule -> PathPatternParser.defaultInstance.parse(rule.path()).matches(path))
        .map(Access::who)
        .findFirst();
  }

  private static Access of(Route route) {
    return on(route.method(), route.path().getPatternString(), route.who());
  }

  private static Access on(@Nullable HttpMethod method, String path, Who who) {
    return new Access(method, path, who);
  }
}
