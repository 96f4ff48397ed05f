package id.balas.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTests {

  @TempDir Path directory;

  @Test
  void namesThePortThatIsTakenAndWhatToDo() throws IOException {
    // PostgreSQL's is the first that is looked at, so no other program's port comes before it.
    try (var other = new ServerSocket(0)) {
      var settings =
          new StackSettings(
              directory, directory, other.getLocalPort() - 5432, "t", "", "", Map.of());
      assertThatThrownBy(() -> Ports.checkFree(settings))
          .isInstanceOf(StackFailure.class)
          .hasMessage(
              "port %d, which PostgreSQL needs, is taken: end what runs there, or set BALAS_PORT_OFFSET=10000 to use other ports."
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void saysWhichChildDiedWithItsLastWords() {
    var child = new Child("ghost", Map.of(), directory);
    child.start(List.of("-cp", ".", "no.such.Main"));
    await().until(() -> !child.process().isAlive());
    assertThatThrownBy(child::checkAlive)
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("ghost stopped with exit code 1")
        .hasMessageContaining("ghost.log")
        .hasMessageContaining("no.such.Main");
  }

  @Test
  void startsNothingAfterItWasStopped() {
    var child = new Child("late", Map.of(), directory);
    child.stop();
    child.start(List.of("-version"));
    assertThat(child.log()).doesNotExist();
  }

  @Test
  void endsWhatALauncherThatWasKilledLeftBehind() {
    var child = sleeper();
    LeftOver.endAll(directory);
    assertThat(child.process().isAlive()).isFalse();
  }

  @Test
  void leavesAloneAProcessThatOnlyHasTheNumber() throws IOException {
    var child = sleeper();
    Files.writeString(
        directory.resolve("sleeper.pid"), child.process().pid() + " 2001-01-01T00:00:00Z");
    LeftOver.endAll(directory);
    assertThat(child.process().isAlive()).isTrue();
    child.stop();
    assertThat(child.process().isAlive()).isFalse();
  }

  @Test
  void refusesTheDirectoryOfAnotherStack() {
    try (var first = DirectoryLock.of(directory)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.of(directory))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("another stack works in " + directory)
          .hasMessageContaining("BALAS_STACK_DIR");
    }
    DirectoryLock.of(directory).close();
  }

  @Test
  void startsOverWithDataThatWasNeverComplete() throws IOException {
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
  void saysWhatToBuildWhenAJarIsMissing() {
    assertThatThrownBy(() -> new Service(settings(Map.of()), "bot-service", 1, 2, Map.of()))
        .isInstanceOf(StackFailure.class)
        .hasMessageStartingWith("There is no jar of bot-service in ")
        .hasMessageEndingWith("build it with mvn -Prun.");
  }

  @Test
  void takesTheEnvironmentBeforeDotEnvBeforeWhatWorksAtOnce() throws IOException {
    Files.writeString(
        directory.resolve(".env"), "WHAPI_TOKEN=from-file\nWHAPI_ADMINS=\"628110000009\"\n");
    StackSettings settings = settings(Map.of("WHAPI_TOKEN", "from-environment"));
    assertThat(settings.whapiToken()).isEqualTo("from-environment");
    assertThat(settings.whapiAdmins()).isEqualTo("628110000009");
    assertThat(settings.whapiSecret()).isEmpty();
    assertThat(settings.port(8000)).isEqualTo(8000);
  }

  @Test
  void refusesAnOffsetThatIsNone() {
    assertThatThrownBy(() -> settings(Map.of("BALAS_PORT_OFFSET", "many")))
        .hasMessage("BALAS_PORT_OFFSET is \"many\": set it to a number from 0 to 50000.");
  }

  @Test
  void talksToTheFakeWhateverStandsInDotEnv() throws IOException {
    Files.writeString(
        directory.resolve(".env"),
        "WHAPI_BASE_URL=https://gate.whapi.cloud\nWHAPI_TOKEN=t\nBALAS_WHAPI=real\n");
    StackSettings settings = settings(Map.of("BALAS_PORT_OFFSET", "7"));
    assertThat(settings.whapiUrl()).isEqualTo("http://localhost:8097");
    assertThat(Table.recipients(settings))
        .isEqualTo("Messages go to the fake Whapi: nobody gets them.");
  }

  @Test
  void talksToTheRealWhapiOnlyWhenToldSo() {
    StackSettings settings = settings(Map.of("BALAS_WHAPI", "real", "WHAPI_TOKEN", "t"));
    assertThat(settings.whapiUrl()).isEqualTo("https://gate.whapi.cloud");
    assertThat(settings.whapiAdmins()).isEmpty();
    assertThat(Table.recipients(settings))
        .isEqualTo("MESSAGES GO TO THE REAL WHAPI at https://gate.whapi.cloud: PEOPLE GET THEM.");
  }

  @Test
  void refusesTheRealWhapiWithoutAToken() {
    assertThatThrownBy(() -> settings(Map.of("BALAS_WHAPI", "real")))
        .hasMessage(
            "WHAPI_TOKEN is missing, which the real Whapi needs: set it to your channel's token.");
    assertThatThrownBy(() -> settings(Map.of("BALAS_WHAPI", "prod")))
        .hasMessage("BALAS_WHAPI is \"prod\": set it to fake, or to real.");
  }

  @Test
  void refusesToLeaveOutAServiceThatItDoesNotKnow() {
    assertThat(settings(Map.of("BALAS_WITHOUT", "bot-service, auth-service")).without())
        .containsExactlyInAnyOrder("bot-service", "auth-service");
    assertThatThrownBy(() -> settings(Map.of("BALAS_WITHOUT", "bot")))
        .hasMessage(
            "BALAS_WITHOUT is \"bot\": set it to services, separated by commas, of auth-service, bot-service, ingest-service, sender-service.");
  }

  @Test
  void needsNoPortOfWhatItDoesNotRun() throws IOException {
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

  private static int freeOffset() {
    return new Random().ints(10_000, 23_000).filter(StackTests::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int offset) {
    try {
      Ports.checkFree(StackSettings.of(Path.of(""), Map.of("BALAS_PORT_OFFSET", "" + offset)));
      return true;
    } catch (StackFailure e) {
      return false;
    }
  }

  private StackSettings settings(Map<String, String> environment) {
    return StackSettings.of(directory, environment);
  }

  private Child sleeper() {
    var child = new Child("sleeper", Map.of(), directory);
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
