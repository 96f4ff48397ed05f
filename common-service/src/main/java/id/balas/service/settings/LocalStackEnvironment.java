package id.balas.service.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Connects a service that is started by hand to the running local stack, which has written the
/// service's settings to a file. The environment overrides the file, and the file overrides `.env`.
/// Not used in production or with `balas.dotenv=off`.
final class LocalStackEnvironment implements EnvironmentPostProcessor, Ordered {

  private static final int PARENTS = 2;
  private static final String SOURCE = "running-stack-systemEnvironment";

  private final Log log;

  LocalStackEnvironment(DeferredLogFactory logs) {
    this.log = logs.getLog(LocalStackEnvironment.class);
  }

  // After application.yaml is read: it has the service's name.
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    join(environment, Path.of("").toAbsolutePath());
  }

  void join(ConfigurableEnvironment environment, Path directory) {
    String name = environment.getProperty("spring.application.name");
    if (name == null
        || "off".equals(environment.getProperty("balas.dotenv"))
        || environment.matchesProfiles("production")) {
      return;
    }
    settingsFile(directory, environment.getProperty("BALAS_STACK_DIR", ".balas"), name)
        .ifPresent(file -> {
          log.info("Connects to the running local stack with the settings of " + file);
          environment
              .getPropertySources()
              .addAfter(
                  StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                  new SystemEnvironmentPropertySource(SOURCE, Map.copyOf(DotEnvFile.read(file))));
        });
  }

  private static Optional<Path> settingsFile(Path directory, String stack, String name) {
    return Stream.<Path>iterate(directory, path -> path != null, Path::getParent)
        .limit(PARENTS + 1)
        .map(path -> path.resolve(stack).resolve(name + ".env"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
