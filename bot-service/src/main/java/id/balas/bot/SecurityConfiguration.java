package id.balas.bot;

import id.balas.service.web.security.InnerServiceRules;
import id.balas.service.web.security.ScopedRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// Which roles and scopes may call which paths.
@Configuration
class SecurityConfiguration {

  private static final String READ = "chats:read";
  private static final String WRITE = "chats:write";
  private static final String[] CHATS = {
    "/chats",
    "/chats/**",
    "/commands",
    "/commands/*",
    "/labels",
    "/labels/*",
    "/contacts",
    "/contacts/**",
    "/mentions",
    "/mentions/*/seen",
    "/views",
    "/views/*"
  };
  private static final String[] RULES = {
    "/rules",
    "/rules/*",
    "/hours",
    "/export",
    "/reports",
    "/teams",
    "/teams/*",
    "/agents/*/capacity",
    "/contact-fields/*",
    "/replies",
    "/replies/*",
    "/macros",
    "/macros/*"
  };

  @Bean
  InnerServiceRules pathRules() {
    return requests ->
        requests
            .requestMatchers(
                HttpMethod.GET,
                "/export",
                "/contacts/export",
                "/replies/export",
                "/macros/export",
                "/reports")
            .access(ScopedRole.admin(READ))
            .requestMatchers("/chats/*/phone", "/contacts/import")
            .access(ScopedRole.admin(WRITE))
            .requestMatchers(HttpMethod.POST, "/rules/try")
            .access(ScopedRole.any(READ))
            .requestMatchers(HttpMethod.GET, CHATS)
            .access(ScopedRole.any(READ))
            .requestMatchers(HttpMethod.GET, "/rules", "/rules/*", "/hours")
            .access(ScopedRole.any(READ))
            .requestMatchers(
                HttpMethod.GET,
                "/teams",
                "/teams/*",
                "/agents",
                "/contact-fields",
                "/replies",
                "/replies/*/message",
                "/macros")
            .access(ScopedRole.any(READ))
            .requestMatchers(HttpMethod.PUT, "/agents/me/availability")
            .access(ScopedRole.any(WRITE))
            .requestMatchers(CHATS)
            .access(ScopedRole.any(WRITE))
            .requestMatchers(RULES)
            .access(ScopedRole.admin(WRITE))
            // The front door gives callers the scopes of their role only. This one is its own.
            .requestMatchers(HttpMethod.PUT, "/internal/users/*")
            .access(ScopedRole.service("users:sync"));
  }
}
