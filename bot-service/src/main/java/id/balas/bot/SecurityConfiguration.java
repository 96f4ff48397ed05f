package id.balas.bot;

import id.balas.service.web.security.InnerServiceRules;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Which roles may call which paths.
@Configuration
class SecurityConfiguration {

  @Bean
  InnerServiceRules pathRules() {
    return requests ->
        requests
            .requestMatchers(
                "/chats", "/chats/**", "/commands", "/commands/*", "/labels", "/labels/*")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers(HttpMethod.POST, "/rules/try")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers(HttpMethod.GET, "/rules", "/rules/*", "/hours")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers(HttpMethod.GET, "/teams", "/teams/*", "/agents")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers(HttpMethod.PUT, "/agents/me/availability")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers(
                "/rules",
                "/rules/*",
                "/hours",
                "/export",
                "/teams",
                "/teams/*",
                "/agents/*/capacity")
            .hasRole("admin")
            .requestMatchers(HttpMethod.PUT, "/internal/users/*")
            .access((authentication, _) -> hasScope(authentication.get(), "users:sync"));
  }

  // The front door gives callers the scopes of their role only. This one is not among them.
  private static AuthorizationDecision hasScope(
      @Nullable Authentication authentication, String scope) {
    return new AuthorizationDecision(
        authentication instanceof JwtAuthenticationToken caller
            && List.of(String.valueOf(caller.getToken().getClaimAsString("scope")).split(" ", -1))
                .contains(scope));
  }
}
