package id.balas.auth.throttle;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Registers the rate limit after Spring Security, whose order is -100: the caller is known then.
@Configuration
class RateLimitConfiguration {

  @Bean
  FilterRegistrationBean<RateLimitFilter> limitCalls(RateLimit limit, MeterRegistry metrics) {
    var registration = new FilterRegistrationBean<>(new RateLimitFilter(limit, metrics));
    registration.setOrder(0);
    return registration;
  }
}
