package id.balas.service.web.security;

import java.util.List;
import java.util.Set;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/// Access rules for callers with a role and a scope. The front door checks both for its callers;
/// this checks them again in its token.
public final class ScopedRole {

  private static final List<String> ALL_ROLES = List.of("admin", "karyawan");

  private ScopedRole() {}

  public static AuthorizationManager<RequestAuthorizationContext> admin(String scope) {
    return rule(List.of("admin"), scope);
  }

  public static AuthorizationManager<RequestAuthorizationContext> any(String scope) {
    return rule(ALL_ROLES, scope);
  }

  /// For calls of the front door itself.
  public static AuthorizationManager<RequestAuthorizationContext> service(String scope) {
    return rule(List.of("service"), scope);
  }

  private static AuthorizationManager<RequestAuthorizationContext> rule(
      List<String> roles, String scope) {
    return (authentication, _) ->
        new AuthorizationDecision(
            authentication.get() instanceof JwtAuthenticationToken caller
                && roles.stream().anyMatch(role -> role.equals(caller.getToken().getClaim("role")))
                && scopes(caller).contains(scope));
  }

  private static Set<String> scopes(JwtAuthenticationToken caller) {
    String scopes = caller.getToken().getClaimAsString("scope");
    return scopes == null ? Set.of() : Set.of(scopes.split(" "));
  }
}
