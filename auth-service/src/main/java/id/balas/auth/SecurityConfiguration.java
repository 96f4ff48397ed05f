package id.balas.auth;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/// The key set is for everybody, health and metrics stand on the management port; nothing else is open, and as long as
/// no tokens are given out, nobody is let in.
@Configuration
class SecurityConfiguration {

  @Bean
  SecurityFilterChain whoMayCall(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/", "/.well-known/jwks.json")
                    .permitAll()
                    .requestMatchers(EndpointRequest.toAnyEndpoint())
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            failures ->
                failures.authenticationEntryPoint(
                    (_, response, _) -> {
                      response.setHeader("WWW-Authenticate", "Bearer");
                      problem(response, HttpStatus.UNAUTHORIZED);
                    }))
        .build();
  }

  /// For a path that no honest caller writes.
  @Bean
  RequestRejectedHandler refusesStrangePaths() {
    return (_, response, _) -> problem(response, HttpStatus.BAD_REQUEST);
  }

  // Outside of the controllers, where Spring MVC would write it.
  private static void problem(HttpServletResponse response, HttpStatus status) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(
            "{\"title\":\"%s\",\"status\":%d}"
                .formatted(status.getReasonPhrase(), status.value())
                .getBytes(StandardCharsets.UTF_8));
  }
}
