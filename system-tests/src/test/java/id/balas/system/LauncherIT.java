package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.UnpackedJar;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The launcher as a person runs it: a process with a console, which may be killed, as may all that
/// it has started.
class LauncherIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern PROCESS = Pattern.compile("(?m)^(\\S+) +\\S+ +(\\d+) +\\S+\\.log$");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Launcher> launchers = new ArrayList<>();

  @AfterEach
  void end() {
    launchers.forEach(launcher -> launcher.process().destroy());
    launchers.forEach(launcher -> launcher.process().onExit().join());
  }

  @Test
  void killedPartsAreRestartedAndKilledLauncherLeavesNoProcess() throws IOException {
    int offset = TestStack.freeOffset();
    Launcher first = launch(offset, directory());
    Launcher second = launch(offset + 100, directory());
    launchers.forEach(Launcher::awaitReady);
    assertThat(first.accepts()).isTrue();
    assertThat(second.accepts()).isTrue();

    Map<String, ProcessHandle> killed = first.processes();
    assertThat(killed).containsOnlyKeys("kafka", "postgresql", "ingest-service");
    killed.values().forEach(ProcessHandle::destroyForcibly);
    for (String name : killed.keySet()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(first.console()).containsPattern(restarted(name)));
    }
    await().atMost(PATIENCE).until(first::accepts);

    List<ProcessHandle> children = List.copyOf(second.processes().values());
    second.process().destroyForcibly();
    await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(Files.readString(second.directory().resolve("logs/postgresql.log")))
        .contains("database system is shut down");
    assertThat(first.accepts()).isTrue();
  }

  private static String restarted(String name) {
    return "(?s)" + name + " +exited, restarting.*" + name + " +ready after";
  }

  @Test
  void buildsStartCachesAndIgnoresABrokenOne() throws IOException {
    Path directory = directory();
    UnpackedJar jar =
        UnpackedJar.of(jar("ingest-service"), "ingest-service", directory.resolve("apps"));
    Launcher first = launch(TestStack.freeOffset(), directory);
    // Built at the lowest processor priority: beside other builds it may take minutes.
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> jar.hasCache() || !first.process().isAlive());
    assertThat(jar.hasCache()).isTrue();
    first.process().destroy();
    first.process().onExit().join();

    Files.writeString(
        directory.resolve("apps").resolve(jar.directory().getFileName()).resolve("start.aot"),
        "no cache");
    Launcher again = launch(TestStack.freeOffset(), directory);
    again.awaitReady();
    assertThat(again.accepts()).isTrue();
  }

  private static Path jar(String module) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  private static Path directory() throws IOException {
    return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "launcher");
  }

  private Launcher launch(int offset, Path directory) throws IOException {
    var builder =
        new ProcessBuilder(
                ChildProcess.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Stack.class.getName())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(directory.resolve("console").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "BALAS_STACK_DIR",
                directory.toString(),
                "BALAS_PORT_OFFSET",
                "" + offset,
                "BALAS_WITHOUT",
                "bot-service,sender-service,auth-service"));
    var launcher = new Launcher(offset, directory, builder.start());
    launchers.add(launcher);
    return launcher;
  }

  /// A stack of only Kafka, PostgreSQL and ingest-service.
  private record Launcher(int offset, Path directory, Process process) {

    String console() throws IOException {
      return Files.readString(directory.resolve("console"));
    }

    void awaitReady() {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(console()).contains("Ctrl-C stops everything"));
    }

    Map<String, ProcessHandle> processes() throws IOException {
      return PROCESS
          .matcher(console())
          .results()
          .collect(
              Collectors.toMap(
                  row -> row.group(1),
                  row -> ProcessHandle.of(Long.parseLong(row.group(2))).orElseThrow()));
    }

    boolean accepts() {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + (8000 + offset) + "/webhook/whapi"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"messages\":[{\"from\":\"6281112223334\",\"text\":{\"body\":\"halo\"}}]}"))
              .build();
      try {
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException _) {
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
