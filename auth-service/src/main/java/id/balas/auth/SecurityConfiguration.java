package id.balas.auth;

import id.balas.auth.token.AccessTokens;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/// Makes [Access] hold. Health and metrics stand on the management port and are open there.
@Configuration
class SecurityConfiguration {

  @Bean
  SecurityFilterChain whoMayCall(
      HttpSecurity http, AccessTokens tokens, Callers callers, ApiKeyUse uses, MeterRegistry metrics) throws Exception {
    return http.authorizeHttpRequests(
            requests -> {
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              requests.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll();
              for (Access rule : Access.RULES) {
                var matched = requests.requestMatchers(rule.method(), rule.path());
                if (rule.who() == Access.Who.ANYBODY) {
                  matched.permitAll();
                } else {
                  matched.access(
                      (authentication, _) ->
                          new AuthorizationDecision(
                              authentication.get() instanceof CallerAuthentication known
                                  && rule.who().includes(known.getPrincipal())));
                }
              }
              requests.anyRequest().denyAll();
            })
        .addFilterBefore(new CallerFilter(tokens, callers, uses, metrics), AuthorizationFilter.class)
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(
                        (request, response, _) -> {
                          boolean shown = request.getAttribute(CallerFilter.SHOWN) != null;
                          response.setHeader("WWW-Authenticate", shown ? "Bearer error=\"invalid_token\"" : "Bearer");
                          problem(response, HttpStatus.UNAUTHORIZED);
                        })
                    .accessDeniedHandler((_, response, _) -> problem(response, HttpStatus.FORBIDDEN)))
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
