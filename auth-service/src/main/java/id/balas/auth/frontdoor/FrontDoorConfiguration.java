package id.balas.auth.frontdoor;

import id.balas.auth.access.Routes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/// Maps the paths of other services to [Relay], and sets the security headers and CORS rules of all
/// responses.
@Configuration
class FrontDoorConfiguration {

  // For API responses: nothing runs. The pages have their own policies.
  private static final String API_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  SimpleUrlHandlerMapping relayed(Relay relay) {
    return new SimpleUrlHandlerMapping(
        Routes.PREFIXES.stream()
            .flatMap(prefix -> Stream.of(prefix, prefix + "/**"))
            .collect(Collectors.toMap(path -> path, _ -> relay)),
        Ordered.HIGHEST_PRECEDENCE);
  }

  // After the rate limit.
  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit(TimedBody.Limits limits) {
    var registration = new FilterRegistrationBean<>(new BodyLimitFilter(limits));
    registration.setOrder(1);
    return registration;
  }

  @Bean
  Customizer<HeadersConfigurer<HttpSecurity>> securityHeaders() {
    return headers ->
        headers
            .contentSecurityPolicy(policy -> policy.policyDirectives(API_POLICY))
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
            .permissionsPolicyHeader(policy ->
                policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
  }

  @Bean
  Customizer<HttpSecurity> corsRules(FrontDoorProperties properties) {
    var cors = new CorsConfiguration();
    cors.setAllowedOrigins(properties.corsOrigins());
    cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
    cors.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-None-Match",
            "Last-Event-ID",
            "Range",
            "X-API-Key"));
    cors.setExposedHeaders(List.of("Content-Disposition", "ETag", "Location", "Retry-After"));
    // The refresh cookie is for our own page. Pages of other sites store their tokens themselves.
    cors.setAllowCredentials(false);
    cors.setMaxAge(Duration.ofMinutes(10));
    return http ->
        http.cors(rules ->
            rules.configurationSource(_ -> properties.corsOrigins().isEmpty() ? null : cors));
  }
}
