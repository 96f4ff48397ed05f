package id.balas.auth.proxy;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// With the profile `production` the service does not start before `TRUSTED_PROXIES` is set.
@Configuration
class ProxyConfiguration {

  ProxyConfiguration(ProxyProperties properties, Environment environment) {
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      properties.requireDecision();
    }
  }

  @Bean
  FilterRegistrationBean<UntrustedProxyFilter> untrustedProxies() {
    var registration = new FilterRegistrationBean<>(new UntrustedProxyFilter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
