package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.process.UnpackedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The launcher and all that it starts may be killed, and a damaged start cache is ignored. The
/// shared stack runs beside it, and its own tests notice if it is hit, too.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class LauncherIT {

  private static final String SERVICE = "ingest-service";

  @Test
  void killedPartsAreRestartedAndKilledLauncherLeavesNoProcess() throws IOException {
    // Two stacks that start at the same time would slow each other down.
    TestStack.shared();
    Path directory = LauncherProcess.newDirectory();
    try (var launcher = LauncherProcess.start(directory)) {
      launcher.awaitReady();
      assertThat(launcher.accepts()).isTrue();

      damageStartCache(directory);
      Map<String, ProcessHandle> killed = launcher.processes();
      assertThat(killed).containsOnlyKeys("kafka", "postgresql", SERVICE);
      killed.values().forEach(ProcessHandle::destroyForcibly);
      for (String name : killed.keySet()) {
        await()
            .atMost(LauncherProcess.PATIENCE)
            .untilAsserted(() -> assertThat(launcher.console()).containsPattern(restarted(name)));
      }
      await().atMost(LauncherProcess.PATIENCE).until(launcher::accepts);

      List<ProcessHandle> children = launcher.process().descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(killed.size());
      launcher.process().destroyForcibly();
      await()
          .atMost(LauncherProcess.PATIENCE)
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(Files.readString(directory.resolve("logs/postgresql.log")))
          .contains("database system is shut down");
    }
  }

  private static String restarted(String name) {
    return "(?s)" + name + " +exited, restarting.*" + name + " +ready after";
  }

  // The launcher builds the AOT cache at the lowest processor priority: beside other builds it may
  // take minutes.
  private static void damageStartCache(Path directory) throws IOException {
    UnpackedJar jar = UnpackedJar.of(jar(SERVICE), SERVICE, directory.resolve("apps"));
    await().atMost(Duration.ofMinutes(10)).until(jar::hasCache);
    Files.writeString(jar.directory().resolve("start.aot"), "no cache");
  }

  private static Path jar(String module) throws IOException {
    try (Stream<Path> files = Files.list(LauncherProcess.ROOT.resolve(module).resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
