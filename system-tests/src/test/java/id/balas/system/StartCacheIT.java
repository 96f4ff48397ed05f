package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.process.UnpackedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The AOT cache that the launcher builds at its first start. It runs after [StackStopIT], because
/// the cache is built at the lowest processor priority.
@Order(4)
class StartCacheIT {

  @Test
  void launcherBuildsItAndIgnoresABrokenOne() throws IOException {
    Path directory = LauncherProcess.newDirectory();
    UnpackedJar jar =
        UnpackedJar.of(jar("ingest-service"), "ingest-service", directory.resolve("apps"));
    try (var first = LauncherProcess.start(directory)) {
      // Beside other builds it may take minutes.
      await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> jar.hasCache() || !first.process().isAlive());
      assertThat(jar.hasCache()).isTrue();
    }

    Files.writeString(
        directory.resolve("apps").resolve(jar.directory().getFileName()).resolve("start.aot"),
        "no cache");
    try (var again = LauncherProcess.start(directory)) {
      again.awaitReady();
      assertThat(again.accepts()).isTrue();
    }
  }

  private static Path jar(String module) throws IOException {
    try (Stream<Path> files = Files.list(LauncherProcess.ROOT.resolve(module).resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
