package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// What a service sees and prints, in a Spring application that is really started.
@ExtendWith(OutputCaptureExtension.class)
class SettingsOfAnApplicationTests {

  @TempDir private Path root;

  @Test
  void everyApplicationGetsSpringProperties() {
    try (var application =
        start(Service.class, "--KAFKA_BOOTSTRAP_SERVERS=k1:9092", "--desk.token=t")) {
      assertThat(application.getEnvironment().getProperty("spring.kafka.bootstrap-servers"))
          .isEqualTo("k1:9092");
    }
  }

  @Test
  void explicitSpringPropertyOverrides() {
    try (var application =
        start(
            Service.class,
            "--KAFKA_BOOTSTRAP_SERVERS=k1:9092",
            "--spring.kafka.bootstrap-servers=k2:9092",
            "--desk.token=t")) {
      assertThat(application.getEnvironment().getProperty("spring.kafka.bootstrap-servers"))
          .isEqualTo("k2:9092");
    }
  }

  @Test
  void missingSettingOfRecordIsOneSentence(CapturedOutput output) {
    assertThatThrownBy(() -> start(Service.class))
        .hasRootCauseInstanceOf(InvalidSettingException.class);

    assertThat(output.getAll().lines().filter(line -> !line.isBlank()))
        .singleElement()
        .asString()
        .endsWith("DESK_TOKEN is missing: set it to the token of the desk.");
  }

  @Test
  void invalidSharedSettingIsOneSentence(CapturedOutput output) {
    assertThatThrownBy(() -> start(Service.class, "--KAFKA_SECURITY_PROTOCOL=TLS"))
        .isInstanceOf(InvalidSettingException.class);

    assertThat(output.getAll().lines().filter(line -> !line.isBlank()))
        .singleElement()
        .asString()
        .contains("KAFKA_SECURITY_PROTOCOL is not a Kafka protocol");
  }

  @Test
  void moduleReadsDotEnvOfParent() throws IOException {
    write(root, "DESK_TOKEN=from-root");

    assertThat(withDotEnv(root.resolve("module/target")).getProperty("desk.token"))
        .isEqualTo("from-root");
    assertThat(withDotEnv(root.resolve("a/b/c")).getProperty("desk.token")).isNull();
  }

  @Test
  void nearestDotEnvIsRead() throws IOException {
    Path module = Files.createDirectory(root.resolve("module"));
    write(root, "DESK_TOKEN=from-root\nDESK_NAME=root");
    write(module, "DESK_TOKEN=from-module");

    assertThat(withDotEnv(module).getProperty("desk.token")).isEqualTo("from-module");
    assertThat(withDotEnv(module).getProperty("desk.name")).isNull();
  }

  @Test
  void environmentOverridesDotEnvAndDotEnvOverridesYaml() throws IOException {
    write(root, "DESK_TOKEN=dotenv\nDESK_NAME=dotenv");
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("command line", Map.of("desk.token", "argument")));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "application.yaml",
                Map.of("desk.token", "yaml", "desk.name", "yaml", "PATH", "yaml")));
    write(root, "DESK_TOKEN=dotenv\nDESK_NAME=dotenv\nPATH=dotenv");

    new DotEnv(root).postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("desk.token")).isEqualTo("argument");
    assertThat(environment.getProperty("PATH")).isEqualTo(System.getenv("PATH"));
    assertThat(environment.getProperty("DESK_NAME")).isEqualTo("dotenv");
  }

  @Test
  void bindsDotEnvNamesLikeTheEnvironment() throws IOException {
    write(root, "DESK_BASE_URL=https://desk\nDESK_ADMINS_0=62811");
    Binder binder = Binder.get(withDotEnv(root));

    assertThat(binder.bind("desk.base-url", String.class).orElse("unbound"))
        .isEqualTo("https://desk");
    assertThat(binder.bind("desk.admins", Bindable.listOf(String.class)).orElse(List.of()))
        .containsExactly("62811");
  }

  @Test
  void dotEnvCanBeSwitchedOff() throws IOException {
    write(root, "DESK_TOKEN=dotenv");
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("balas.dotenv", "off")));

    new DotEnv(root).postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("DESK_TOKEN")).isNull();
  }

  @Test
  void connectsToTheRunningStack() throws IOException {
    Files.writeString(
        Files.createDirectory(root.resolve(".balas")).resolve("desk-service.env"),
        "DESK_TOKEN=of-the-stack");

    assertThat(beside(Map.of("spring.application.name", "desk-service")).getProperty("desk.token"))
        .isEqualTo("of-the-stack");
    assertThat(beside(Map.of("spring.application.name", "other-service")).getProperty("desk.token"))
        .isNull();
    assertThat(
            beside(Map.of("spring.application.name", "desk-service", "BALAS_STACK_DIR", ".other"))
                .getProperty("desk.token"))
        .isNull();
    assertThat(
            beside(
                    Map.of(
                        "spring.application.name",
                        "desk-service",
                        "spring.profiles.active",
                        "production"))
                .getProperty("desk.token"))
        .isNull();
    assertThat(
            beside(Map.of("spring.application.name", "desk-service", "balas.dotenv", "off"))
                .getProperty("desk.token"))
        .isNull();
  }

  private ConfigurableEnvironment beside(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    new LocalStackEnvironment(log -> log.get()).join(environment, root.resolve("module"));
    return environment;
  }

  private static ConfigurableEnvironment withDotEnv(Path directory) {
    var environment = new StandardEnvironment();
    new DotEnv(directory).postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }

  private static void write(Path directory, String text) throws IOException {
    Files.writeString(directory.resolve(".env"), text);
  }

  private static ConfigurableApplicationContext start(Class<?> service, String... arguments) {
    return new SpringApplicationBuilder(service)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.main.banner-mode=off", "spring.main.log-startup-info=false", "balas.dotenv=off")
        .run(arguments);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(DeskProperties.class)
  static class Service {}

  @ConfigurationProperties("desk")
  record DeskProperties(String token) {
    DeskProperties {
      if (token == null) {
        throw new InvalidSettingException(
            "DESK_TOKEN", "is missing", "set it to the token of the desk");
      }
    }
  }
}
