package id.balas.service.web.security;

import id.balas.service.web.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/// Secures a service behind the front door. It is stateless and accepts the front door's token
/// only; the claims `role` and `scope` say what the caller may do. Health and metrics are public on
/// the management port. The OpenAPI document is public, and production does not have it. Active if
/// a bean of [InnerServiceRules] exists.
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({BearerTokenAuthenticationEntryPoint.class, EndpointRequest.class})
@ConditionalOnBean(InnerServiceRules.class)
class InnerServiceSecurity {

  @Bean
  @Order(1)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return stateless(http)
        .securityMatcher("/error", "/docs", "/docs/**", "/swagger-ui/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  OAuth2TokenValidator<Jwt> ownAudience(@Value("${spring.application.name:}") String service) {
    return new OwnAudience(service);
  }

  @Bean
  SecurityFilterChain frontDoorOnly(HttpSecurity http, InnerServiceRules rules) throws Exception {
    AuthenticationEntryPoint entry = unauthorized();
    AccessDeniedHandler denied = denied();
    return stateless(http)
        .authorizeHttpRequests(requests -> {
          requests.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll();
          rules.apply(requests);
          requests.anyRequest().access((_, _) -> new NoRule());
        })
        .oauth2ResourceServer(server ->
            server
                .jwt(Customizer.withDefaults())
                .authenticationEntryPoint(entry)
                .accessDeniedHandler(denied))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(entry).accessDeniedHandler(denied))
        .build();
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static AuthenticationEntryPoint unauthorized() {
    var header = new BearerTokenAuthenticationEntryPoint();
    return (request, response, failure) -> {
      header.commence(request, response, failure);
      Problem.of(
              HttpStatus.UNAUTHORIZED,
              "This service accepts the front door's token only. Send the request to the front door.")
          .write(response);
    };
  }

  private static AccessDeniedHandler denied() {
    return (_, response, failure) -> {
      boolean isUnknown =
          failure instanceof AuthorizationDeniedException denied
              && denied.getAuthorizationResult() instanceof NoRule;
      Problem problem =
          isUnknown
              ? Problem.of(HttpStatus.NOT_FOUND, "There is nothing at this address.")
              : Problem.of(HttpStatus.FORBIDDEN, "Your role does not allow this. Ask an admin.");
      problem.write(response);
    };
  }

  /// Not granted because no rule names the path.
  private static final class NoRule extends AuthorizationDecision {
    NoRule() {
      super(false);
    }
  }
}
