package id.balas.service.web;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Settings of Spring and springdoc that are equal in all services. A service's own file overrides
/// them. The fixed locale keeps validation messages in English, also for callers with another
/// `Accept-Language`.
final class WebDefaults implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "web defaults",
                Map.of(
                    "spring.web.locale", "en",
                    "spring.web.locale-resolver", "fixed",
                    "springdoc.paths-to-exclude", "/error")));
  }
}
