package id.balas.bot;

import id.balas.service.web.security.InnerServiceRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

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
            .requestMatchers("/rules", "/rules/*", "/hours", "/export")
            .hasRole("admin");
  }
}
