package id.balas.service.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Adds `.env` of the working directory or of the nearest of two parents: it works from the root
/// and from a module. The environment overrides it, and it overrides `application.yaml`. The system
/// property `balas.dotenv=off` disables it.
final class DotEnv implements EnvironmentPostProcessor, Ordered {

  private static final int PARENTS = 2;
  // Spring maps WHAPI_TOKEN to whapi.token only in a source whose name ends like this.
  private static final String SOURCE = ".env-systemEnvironment";

  private final Path directory;

  DotEnv() {
    this(Path.of("").toAbsolutePath());
  }

  DotEnv(Path directory) {
    this.directory = directory;
  }

  // Before application.yaml is read: .env may choose a profile.
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if ("off".equals(environment.getProperty("balas.dotenv"))) {
      return;
    }
    nearest()
        .ifPresent(file ->
            environment
                .getPropertySources()
                .addAfter(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new SystemEnvironmentPropertySource(
                        SOURCE, Map.copyOf(DotEnvFile.read(file)))));
  }

  private Optional<Path> nearest() {
    return Stream.<Path>iterate(directory, path -> path != null, Path::getParent)
        .limit(PARENTS + 1)
        .map(path -> path.resolve(".env"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
