package id.balas.ingest;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;

/// Access rules. The webhook has its own secret. `/intake` requires the front door's token with the
/// role `admin`. The API description is public and does not exist in production.
@Configuration
class SecurityConfiguration {

  // The webhook authenticates its caller itself. Its secret may be in any header, even in
  // Authorization, which then holds no token of ours. The filters of Spring Security would cost
  // each call more than its parsing.
  @Bean
  @Order(0)
  SecurityFilterChain webhook() {
    return new DefaultSecurityFilterChain(pathPattern("/webhook/whapi/**"));
  }

  @Bean
  @Order(1)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return http.securityMatcher("/", "/error", "/docs", "/docs/**", "/swagger-ui/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  @Bean
  SecurityFilterChain whoMayCall(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .permitAll()
                .requestMatchers("/intake", "/intake/**")
                .hasRole("admin")
                .anyRequest()
                .authenticated())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }
}
