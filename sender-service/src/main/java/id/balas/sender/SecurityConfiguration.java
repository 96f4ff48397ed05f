package id.balas.sender;

import id.balas.service.web.security.InnerServiceRules;
import id.balas.service.web.security.ScopedRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// The roles and scopes that each path requires.
@Configuration
class SecurityConfiguration {

  @Bean
  InnerServiceRules pathRules() {
    return requests ->
        requests
            .requestMatchers(HttpMethod.GET, "/channels/interrupted")
            .access(ScopedRole.any("chats:read"))
            .requestMatchers("/channels", "/channels/**", "/deliveries", "/deliveries/**")
            .access(ScopedRole.admin("deliveries"))
            .requestMatchers(HttpMethod.PUT, "/chats/*/typing")
            .access(ScopedRole.any("chats:write"))
            .requestMatchers(HttpMethod.POST, "/media")
            .access(ScopedRole.any("chats:write"))
            .requestMatchers("/media", "/media/**")
            .access(ScopedRole.any("chats:read"))
            .requestMatchers("/v3/api-docs", "/v3/api-docs/**")
            .authenticated();
  }
}
