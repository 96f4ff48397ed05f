package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The launcher and all that it starts may be killed.
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {

  @Test
  void killedPartsAreRestartedAndKilledLauncherLeavesNoProcess() throws IOException {
    // Two stacks that start at the same time would slow each other down.
    TestStack.shared();
    try (var first = LauncherProcess.start(LauncherProcess.newDirectory());
        var second = LauncherProcess.start(LauncherProcess.newDirectory())) {
      first.awaitReady();
      second.awaitReady();
      assertThat(first.accepts()).isTrue();
      assertThat(second.accepts()).isTrue();

      Map<String, ProcessHandle> killed = first.processes();
      assertThat(killed).containsOnlyKeys("kafka", "postgresql", "ingest-service");
      killed.values().forEach(ProcessHandle::destroyForcibly);
      for (String name : killed.keySet()) {
        await()
            .atMost(LauncherProcess.PATIENCE)
            .untilAsserted(() -> assertThat(first.console()).containsPattern(restarted(name)));
      }
      await().atMost(LauncherProcess.PATIENCE).until(first::accepts);

      List<ProcessHandle> children = List.copyOf(second.processes().values());
      second.process().destroyForcibly();
      await()
          .atMost(LauncherProcess.PATIENCE)
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(Files.readString(second.directory().resolve("logs/postgresql.log")))
          .contains("database system is shut down");
      assertThat(first.accepts()).isTrue();
    }
  }

  private static String restarted(String name) {
    return "(?s)" + name + " +exited, restarting.*" + name + " +ready after";
  }
}
