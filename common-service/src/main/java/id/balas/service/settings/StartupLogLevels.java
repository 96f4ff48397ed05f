package id.balas.service.settings;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Spring warns of a start that failed with all its causes in one line, and advises a debug run,
/// before anyone reports it properly. Off by default, or the sentence of an
/// [InvalidSettingException] would stand below that.
final class StartupLogLevels implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "quiet refusal",
                Map.of(
                    "logging.level.org.springframework.boot.autoconfigure.logging", "WARN",
                    "logging.level.org.springframework.boot.web.server.servlet.context", "ERROR",
                    "logging.level.org.springframework.context.annotation.AnnotationConfigApplicationContext",
                        "ERROR")));
  }
}
