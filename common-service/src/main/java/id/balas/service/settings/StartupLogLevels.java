package id.balas.service.settings;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Silences Spring's warnings about a failed start. They print all causes in one line before the
/// [InvalidSettingReporter] prints its sentence.
final class StartupLogLevels implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "startup log levels",
                Map.of(
                    "logging.level.org.springframework.boot.autoconfigure.logging", "WARN",
                    "logging.level.org.springframework.boot.web.server.servlet.context", "ERROR",
                    "logging.level.org.springframework.context.annotation.AnnotationConfigApplicationContext",
                        "ERROR")));
  }
}
