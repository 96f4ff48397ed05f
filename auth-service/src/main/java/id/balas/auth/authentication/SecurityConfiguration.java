package id.balas.auth.authentication;

import id.balas.auth.access.Access;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Who;
import id.balas.auth.apikey.ApiKeyUse;
import id.balas.auth.audit.RefusalAudit;
import id.balas.auth.session.AccessTokens;
import id.balas.service.web.Problem;
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

/// Enforces the rules of [Access]. Health and metrics are on the management port and need no login.
@Configuration
class SecurityConfiguration {

  private static final List<RequestMatcher> WITH_RULE =
      Access.RULES.stream()
          .<RequestMatcher>map(
              rule -> PathPatternRequestMatcher.withDefaults().matcher(rule.method(), rule.path()))
          .toList();

  @Bean
  SecurityFilterChain accessRules(
      HttpSecurity http,
      AccessTokens tokens,
      CallerDirectory callers,
      ApiKeyUse uses,
      MeterRegistry metrics,
      RefusalAudit refusals)
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
                  boolean hasCredential = request.getAttribute(CallerFilter.HAS_CREDENTIAL) != null;
                  response.setHeader(
                      "WWW-Authenticate",
                      hasCredential ? "Bearer error=\"invalid_token\"" : "Bearer");
                  String detail =
                      hasCredential
                          ? "The token or key is invalid or expired. Sign in again."
                          : "Sign in first. Send the token as Authorization: Bearer, or a key as X-API-Key.";
                  Problem.of(HttpStatus.UNAUTHORIZED, detail).write(response);
                })
                .accessDeniedHandler((request, response, _) -> {
                  Problem problem = denied(request);
                  if (problem.status() == HttpStatus.FORBIDDEN
                      && request.getUserPrincipal() instanceof CallerAuthentication known) {
                    refusals.record(known.getPrincipal(), request);
                  }
                  problem.write(response);
                }))
        .build();
  }

  private static Problem denied(HttpServletRequest request) {
    boolean hasRule = WITH_RULE.stream().anyMatch(path -> path.matches(request));
    return hasRule
        ? Problem.of(
            HttpStatus.FORBIDDEN, "Your role or the key's scopes do not allow this. Ask an admin.")
        : Problem.of(HttpStatus.NOT_FOUND, "There is nothing at this address.");
  }

  @Bean
  RequestRejectedHandler malformedAddresses() {
    return (_, response, _) ->
        Problem.of(HttpStatus.BAD_REQUEST, "The address is malformed.").write(response);
  }
}
