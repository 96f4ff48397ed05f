package id.balas.sender;

import id.balas.service.web.security.InnerServiceRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The roles that each path requires.
@Configuration
class SecurityConfiguration {

  @Bean
  InnerServiceRules pathRules() {
    return requests ->
        requests
            .requestMatchers("/channels", "/channels/**", "/deliveries", "/deliveries/**")
            .hasRole("admin")
            .requestMatchers("/media", "/media/**")
            .hasAnyRole("admin", "karyawan")
            .requestMatchers("/v3/api-docs", "/v3/api-docs/**")
            .authenticated();
  }
}
