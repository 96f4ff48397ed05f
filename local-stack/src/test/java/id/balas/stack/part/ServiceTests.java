package id.balas.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTests {

  private static final Instant BUILT = Instant.parse("2026-11-27T08:00:00Z");

  @TempDir Path root;

  // A build of another version leaves the former jar in place.
  @Test
  void lastBuiltVersionIsRun() throws IOException {
    Path target = Files.createDirectories(root.resolve("bot-service/target"));
    List<Path> jars =
        List.of(
            Files.createFile(target.resolve("bot-service-0.1.0-SNAPSHOT.jar")),
            Files.createFile(target.resolve("bot-service-0.2.0.jar")),
            Files.createFile(target.resolve("bot-service-0.3.0-SNAPSHOT.jar")));
    Instant built = BUILT;
    for (Path jar : jars) {
      Files.setLastModifiedTime(jar, FileTime.from(built));
    }
    for (Path latest : jars) {
      built = built.plus(Duration.ofHours(1));
      Files.setLastModifiedTime(latest, FileTime.from(built));
      assertThat(Service.jar(root, "bot-service")).isEqualTo(latest);
    }
  }
}
