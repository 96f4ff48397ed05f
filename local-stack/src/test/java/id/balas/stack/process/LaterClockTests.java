package id.balas.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaterClockTests {

  @Test
  void processShowsLaterTime(@TempDir Path directory) throws IOException {
    var builder =
        new ProcessBuilder(
            ChildProcess.java(),
            "-cp",
            System.getProperty("java.class.path"),
            LaterClockTests.class.getName());
    builder.environment().putAll(LaterClock.variables(Duration.ofSeconds(90), directory));
    Instant before = Instant.now();

    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(Instant.parse(printed))
        .isBetween(before.plusSeconds(90), Instant.now().plusSeconds(90));
  }

  static void main() {
    IO.println(Instant.now());
  }
}
