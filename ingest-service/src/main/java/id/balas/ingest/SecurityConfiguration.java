package id.balas.ingest;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import id.balas.service.web.security.InnerServiceRules;
import id.balas.service.web.security.ScopedRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/// Access rules. The webhook has its own secret. `/intake` requires the front door's token with the
/// role `admin` and the scope `intake`.
@Configuration
class SecurityConfiguration {

  // The webhook authenticates its caller itself. Its secret may be in any header, even in
  // Authorization, which then holds no token of ours. The filters of Spring Security would cost
  // each call more than its parsing. The bare address shows nothing.
  @Bean
  @Order(0)
  SecurityFilterChain webhook() {
    return new DefaultSecurityFilterChain(
        new OrRequestMatcher(pathPattern("/webhook/whapi/**"), pathPattern("/")));
  }

  @Bean
  InnerServiceRules pathRules() {
    return requests ->
        requests.requestMatchers("/intake", "/intake/**").access(ScopedRole.admin("intake"));
  }
}
