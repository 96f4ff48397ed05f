package id.balas.auth.authentication;

import id.balas.auth.Problem;
import id.balas.auth.access.Access;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Who;
import id.balas.auth.apikey.ApiKeyUse;
import id.balas.auth.session.AccessTokens;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Makes [Access] hold. Health and metrics stand on the management port and are open there.
@Configuration
class SecurityConfiguration {

  private static final List<RequestMatcher> NAMED =
      Access.RULES.stream()
          .<RequestMatcher>map(
              rule -> PathPatternRequestMatcher.withDefaults().matcher(rule.method(), rule.path()))
          .toList();

  @Bean
  SecurityFilterChain whoMayCall(
      HttpSecurity http,
      AccessTokens tokens,
      CallerDirectory callers,
      ApiKeyUse uses,
      MeterRegistry metrics)
      throws Exception {
    return http.authorizeHttpRequests(
            requests -> {
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              requests.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll();
              for (Access rule : Access.RULES) {
                var matched = requests.requestMatchers(rule.method(), rule.path());
                if (rule.who() == Who.ANYBODY) {
                  matched.permitAll();
                } else {
                  matched.access((authentication, _) ->
                      new AuthorizationDecision(
                          authentication.get() instanceof CallerAuthentication known
                              && rule.who().includes(known.getPrincipal())));
                }
              }
              requests.anyRequest().denyAll();
            })
        .addFilterBefore(
            new CallerFilter(tokens, callers, uses, metrics), AuthorizationFilter.class)
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint((request, response, _) -> {
                  boolean shown = request.getAttribute(CallerFilter.SHOWN) != null;
                  response.setHeader(
                      "WWW-Authenticate", shown ? "Bearer error=\"invalid_token\"" : "Bearer");
                  String detail =
                      shown
                          ? "The token or key is not or no longer good: sign in again."
                          : "Sign in first, and send the token as Authorization: Bearer, or a key as X-API-Key.";
                  Problem.of(HttpStatus.UNAUTHORIZED, detail).write(response);
                })
                .accessDeniedHandler((request, response, _) -> denied(request).write(response)))
        .build();
  }

  private static Problem denied(HttpServletRequest request) {
    boolean isNamed = NAMED.stream().anyMatch(path -> path.matches(request));
    return isNamed
        ? Problem.of(
            HttpStatus.FORBIDDEN, "Your role or the key's scopes do not allow this: ask an admin.")
        : Problem.of(HttpStatus.NOT_FOUND, "There is nothing at this address.");
  }

  /// For a path that no honest caller writes.
  @Bean
  RequestRejectedHandler refusesStrangePaths() {
    return (_, response, _) ->
        Problem.of(HttpStatus.BAD_REQUEST, "This address is malformed.").write(response);
  }
}
