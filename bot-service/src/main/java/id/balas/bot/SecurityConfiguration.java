package id.balas.bot;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// Authorization by role. Accepts only tokens of the front door; the claim `role` is the role.
/// Health and metrics are on the management port. The OpenAPI document is public and switched off
/// in production.
@Configuration
class SecurityConfiguration {

  @Bean
  @Order(1)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return http.securityMatcher("/error", "/docs", "/docs/**", "/swagger-ui/**")
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
                .requestMatchers("/chats", "/chats/**", "/commands/*", "/labels", "/labels/*")
                .hasAnyRole("admin", "karyawan")
                .requestMatchers(HttpMethod.POST, "/rules/try")
                .hasAnyRole("admin", "karyawan")
                .requestMatchers(HttpMethod.GET, "/rules", "/rules/*", "/hours")
                .hasAnyRole("admin", "karyawan")
                .requestMatchers("/rules", "/rules/*", "/hours", "/export")
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
