package id.balas.auth.frontdoor;

import id.balas.auth.access.Routes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
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

/// Puts the front door into the house: what is another service's goes to [Relay], and what all
/// answers and calls have in common.
@Configuration
class FrontDoorConfiguration {

  // The pages have policies of their own.
  private static final String NOTHING_RUNS =
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
  FilterRegistrationBean<BodyLimitFilter> limitsBodies() {
    var registration = new FilterRegistrationBean<>(new BodyLimitFilter());
    registration.setOrder(1);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> breaksConnections() {
    return server -> server.addEngineValves(new BrokenConnection());
  }

  @Bean
  Customizer<HeadersConfigurer<HttpSecurity>> securityHeaders() {
    return headers ->
        headers
            .contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_RUNS))
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
            .permissionsPolicyHeader(policy ->
                policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
  }

  @Bean
  Customizer<HttpSecurity> answersOtherSites(FrontDoorProperties properties) {
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
    // Other sites' pages keep their tokens themselves: the cookie serves our own page alone.
    cors.setAllowCredentials(false);
    cors.setMaxAge(Duration.ofMinutes(10));
    return http ->
        http.cors(answers ->
            answers.configurationSource(_ -> properties.corsOrigins().isEmpty() ? null : cors));
  }
}
