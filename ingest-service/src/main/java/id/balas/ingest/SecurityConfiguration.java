package id.balas.ingest;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// The provider calls the webhook with its own secret; what is asked and ordered here takes only the front door's token,
/// of an admin. The description of the API, which production does not have, is for anybody.
@Configuration
class SecurityConfiguration {

  // Its secret may stand in any header, Authorization too: that one is no token of ours.
  @Bean
  @Order(1)
  SecurityFilterChain webhook(HttpSecurity http) throws Exception {
    return http.securityMatcher("/", "/webhook/whapi/**", "/error", "/docs", "/docs/**", "/swagger-ui/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  @Bean
  SecurityFilterChain whoMayCall(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(EndpointRequest.toAnyEndpoint())
                    .permitAll()
                    .requestMatchers("/intake", "/intake/**")
                    .hasRole("admin")
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }
}
