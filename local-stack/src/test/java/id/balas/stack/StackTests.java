package id.balas.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.fakeai.AiServerKind;
import id.balas.stack.part.Service;
import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.DataDirectory;
import id.balas.stack.process.DirectoryLock;
import id.balas.stack.process.StackException;
import id.balas.stack.process.StaleProcesses;
import id.balas.stack.settings.AiSettings;
import id.balas.stack.settings.Ports;
import id.balas.stack.settings.StackSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTests {

  @TempDir Path directory;

  @Test
  void takenPortIsNamedWithARemedy() throws IOException {
    // PostgreSQL's is the first that is looked at, so no other program's port comes before it.
    try (var other = new ServerSocket(0)) {
      var settings =
          new StackSettings(
              directory, directory, other.getLocalPort() - 5432, "t", "", "", Map.of());
      assertThatThrownBy(() -> Ports.checkFree(settings))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "port %d, which PostgreSQL needs, is in use: stop the program that uses it, or set BALAS_PORT_OFFSET=10000 to use other ports."
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void errorOfDeadChildContainsItsLog() {
    var child = new ChildProcess("ghost", Map.of(), directory);
    child.start(List.of("-cp", ".", "no.such.Main"));
    assertThat(child.process().onExit()).succeedsWithin(Duration.ofMinutes(1));
    assertThatThrownBy(child::checkAlive)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("ghost stopped with exit code 1")
        .hasMessageContaining("ghost.log")
        .hasMessageContaining("no.such.Main");
  }

  @Test
  void childWithoutALogIsReportedInOneSentence() throws IOException {
    // As on a full disk: the directory of the logs cannot be created.
    Files.writeString(directory.resolve("logs"), "");
    var child = new ChildProcess("ghost", Map.of(), directory);
    assertThatThrownBy(() -> child.start(List.of("-version")))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("ghost cannot be started: ")
        .hasMessageContaining("logs");
  }

  @Test
  void stoppedChildIsNotStartedAgain() {
    var child = new ChildProcess("late", Map.of(), directory);
    child.stop();
    child.start(List.of("-version"));
    assertThat(child.log()).doesNotExist();
  }

  @Test
  void processesOfKilledLauncherAreStopped() {
    var child = sleeper();
    StaleProcesses.endAll(directory);
    assertThat(child.process().isAlive()).isFalse();
  }

  @Test
  void processWithReusedPidIsLeftAlone() throws IOException {
    var child = sleeper();
    Files.writeString(
        directory.resolve("sleeper.pid"), child.process().pid() + " 2001-01-01T00:00:00Z");
    StaleProcesses.endAll(directory);
    assertThat(child.process().isAlive()).isTrue();
    child.stop();
    assertThat(child.process().isAlive()).isFalse();
  }

  @Test
  void directoryOfAnotherStackIsRejected() {
    try (var first = DirectoryLock.of(directory)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.of(directory))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("another stack uses " + directory)
          .hasMessageContaining("BALAS_STACK_DIR");
    }
    DirectoryLock.of(directory).close();
  }

  @Test
  void incompleteDataIsRecreated() throws IOException {
    var data = new DataDirectory(Files.createDirectories(directory.resolve("kafka")));
    Files.writeString(data.path().resolve("meta.properties"), "half");
    data.clearUnlessComplete();
    assertThat(data.path()).doesNotExist();

    Files.createDirectories(data.path());
    data.markComplete();
    data.clearUnlessComplete();
    assertThat(data.path()).exists();
  }

  @Test
  void missingJarIsReportedWithTheBuildCommand() {
    assertThatThrownBy(() -> new Service(settings(Map.of()), "bot-service", 1, 2, Map.of()))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("There is no jar of bot-service in ")
        .hasMessageEndingWith("build it with mvn -Prun.");
  }

  @Test
  void servicesListenOnLoopbackUnlessAsked() throws IOException {
    Files.createFile(
        Files.createDirectories(directory.resolve("bot-service/target"))
            .resolve("bot-service-1.jar"));
    assertThat(environment(Map.of()))
        .containsEntry("SERVER_ADDRESS", "127.0.0.1")
        .containsEntry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    assertThat(environment(Map.of("BALAS_ADDRESS", "0.0.0.0")))
        .containsEntry("SERVER_ADDRESS", "0.0.0.0")
        .containsEntry("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0");
  }

  private Map<String, String> environment(Map<String, String> variables) {
    return new Service(settings(variables), "bot-service", 1, 2, Map.of()).environment();
  }

  @Test
  void environmentOverridesDotEnvAndDefaults() throws IOException {
    Files.writeString(
        directory.resolve(".env"), "WHAPI_TOKEN=from-file\nWHAPI_ADMINS=\"628110000009\"\n");
    StackSettings settings = settings(Map.of("WHAPI_TOKEN", "from-environment"));
    assertThat(settings.whapiToken()).isEqualTo("from-environment");
    assertThat(settings.whapiAdmins()).isEqualTo("628110000009");
    assertThat(settings.whapiSecret()).isEmpty();
    assertThat(settings.port(8000)).isEqualTo(8000);
  }

  @Test
  void invalidOffsetIsRejected() {
    assertThatThrownBy(() -> settings(Map.of("BALAS_PORT_OFFSET", "many")))
        .hasMessage("BALAS_PORT_OFFSET is \"many\": set it to a number from 0 to 50000.");
  }

  @Test
  void dotEnvCannotSelectRealWhapi() throws IOException {
    Files.writeString(
        directory.resolve(".env"),
        "WHAPI_BASE_URL=https://gate.whapi.cloud\nWHAPI_TOKEN=t\nBALAS_WHAPI=real\n");
    StackSettings settings = settings(Map.of("BALAS_PORT_OFFSET", "7"));
    assertThat(settings.whapiUrl()).isEqualTo("http://localhost:8097");
    assertThat(StartupSummary.recipients(settings))
        .isEqualTo("Messages go to the fake Whapi: no customer receives them.");
  }

  @Test
  void environmentSelectsRealWhapi() {
    StackSettings settings =
        settings(Map.of("BALAS_WHAPI", "real", "WHAPI_TOKEN", "t", "WHAPI_SECRET", "s"));
    assertThat(settings.whapiUrl()).isEqualTo("https://gate.whapi.cloud");
    assertThat(settings.whapiAdmins()).isEmpty();
    assertThat(StartupSummary.recipients(settings))
        .isEqualTo(
            "MESSAGES GO TO THE REAL WHAPI at https://gate.whapi.cloud: CUSTOMERS RECEIVE THEM.");
  }

  @Test
  void realWhapiNeedsATokenAndASecret() {
    assertThatThrownBy(() -> settings(Map.of("BALAS_WHAPI", "real")))
        .hasMessage("The real Whapi needs WHAPI_TOKEN: set it to your channel's token.");
    assertThatThrownBy(() -> settings(Map.of("BALAS_WHAPI", "real", "WHAPI_TOKEN", "t")))
        .hasMessageStartingWith("The real Whapi needs WHAPI_SECRET: ");
    assertThatThrownBy(() -> settings(Map.of("BALAS_WHAPI", "prod")))
        .hasMessage("BALAS_WHAPI is \"prod\": set it to fake or real.");
  }

  @Test
  void unknownServiceInWithoutIsRejected() {
    assertThat(settings(Map.of("BALAS_WITHOUT", "bot-service, auth-service")).without())
        .containsExactlyInAnyOrder("bot-service", "auth-service");
    assertThatThrownBy(() -> settings(Map.of("BALAS_WITHOUT", "bot")))
        .hasMessage(
            "BALAS_WITHOUT is \"bot\": set it to a comma-separated list of auth-service, bot-service, ingest-service, sender-service.");
  }

  @Test
  void portsOfOmittedServicesMayBeTaken() throws IOException {
    int offset = freeOffset();
    try (var _ = new ServerSocket(8000 + offset)) {
      Map<String, String> all = Map.of("BALAS_PORT_OFFSET", "" + offset);
      assertThatThrownBy(() -> Ports.checkFree(settings(all)))
          .hasMessageContaining("which ingest-service needs");
      Map<String, String> without =
          Map.of("BALAS_PORT_OFFSET", "" + offset, "BALAS_WITHOUT", "ingest-service");
      assertThatCode(() -> Ports.checkFree(settings(without))).doesNotThrowAnyException();
    }
  }

  @Test
  void aiIsOffByDefault() {
    assertThat(settings(Map.of("OPENAI_BASE_URL", "http://localhost:1/v1")).ai())
        .isEqualTo(AiSettings.NONE);
  }

  @Test
  void aiKeyTurnsTheAiOn() throws IOException {
    Files.writeString(directory.resolve(".env"), "OPENAI_MODEL=m\n");
    AiSettings ai = settings(Map.of("OPENAI_API_KEY", "secret-key")).ai();
    assertThat(ai.environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("OPENAI_API_KEY", "secret-key", "OPENAI_MODEL", "m"));
    assertThat(ai.described())
        .isEqualTo(
            "Questions that no rule answers go to the AI server at https://api.openai.com/v1.");
  }

  @Test
  void fakeAiReplacesTheRealOne() {
    AiSettings ai =
        settings(
                Map.of(
                    "BALAS_FAKE_AI", "Strict-Template",
                    "OPENAI_API_KEY", "secret-key",
                    "BALAS_PORT_OFFSET", "7"))
            .ai();
    assertThat(ai.fake()).isEqualTo(AiServerKind.STRICT_TEMPLATE);
    assertThat(ai.environment())
        .containsEntry("OPENAI_BASE_URL", "http://localhost:8098/v1")
        .doesNotContainValue("secret-key");
    assertThat(settings(Map.of("BALAS_FAKE_AI", "true")).ai().fake())
        .isEqualTo(AiServerKind.OPENAI);
    assertThat(settings(Map.of("BALAS_FAKE_AI", "false")).ai().fake()).isNull();
  }

  @Test
  void unknownFakeAiIsRejected() {
    assertThatThrownBy(() -> settings(Map.of("BALAS_FAKE_AI", "claude")))
        .hasMessage(
            "BALAS_FAKE_AI is \"claude\": set it to true, false or one of permissive, openai, strict-template, ollama, vllm.");
  }

  private static int freeOffset() {
    return new Random().ints(10_000, 23_000).filter(StackTests::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int offset) {
    try {
      Ports.checkFree(StackSettings.of(Path.of(""), Map.of("BALAS_PORT_OFFSET", "" + offset)));
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  private StackSettings settings(Map<String, String> environment) {
    return StackSettings.of(directory, environment);
  }

  private ChildProcess sleeper() {
    var child = new ChildProcess("sleeper", Map.of(), directory);
    child.start(List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName()));
    return child;
  }

  /// A process that stays until it is ended.
  static final class Sleeper {
    static void main() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }
}
