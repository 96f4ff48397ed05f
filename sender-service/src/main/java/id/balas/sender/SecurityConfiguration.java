package id.balas.sender;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// Who may do what. Only the front door's own token is taken here; its claim `role` is the role.
/// Health and metrics stand on the management port.
@Configuration
class SecurityConfiguration {

  @Bean
  SecurityFilterChain whoMayCall(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .permitAll()
                .requestMatchers("/channels", "/channels/**", "/deliveries", "/deliveries/**")
                .hasRole("admin")
                .requestMatchers("/media", "/media/**")
                .hasAnyRole("admin", "karyawan")
                .anyRequest()
                .authenticated())
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }
}
