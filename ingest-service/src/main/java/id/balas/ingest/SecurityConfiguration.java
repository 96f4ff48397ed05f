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

/// The provider calls the webhook with its own secret; what is asked and ordered here takes only
/// the front door's token, of an admin. The description of the API, which production does not have,
/// is for anybody.
@Configuration
class SecurityConfiguration {

  // The webhook knows its caller by itself, and its secret may stand in any header, Authorization
  // too: that one is no
  // token of ours. The filters of Spring Security would cost each call more than its parsing.
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
