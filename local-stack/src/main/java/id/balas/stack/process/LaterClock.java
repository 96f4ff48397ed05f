package id.balas.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/// Environment variables with which a process sees a later time, by libfaketime.
public final class LaterClock {

  // The library's other build, for many threads, takes ten times as long to read the clock.
  private static final String LIBRARY = "faketime/libfaketime.so.1";

  private LaterClock() {}

  public static Map<String, String> variables(Duration offset) {
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FAKETIME", "+" + offset.toSeconds(),
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1",
        "NO_FAKE_STAT", "1");
  }

  private static Path library() {
    try (Stream<Path> found =
        Files.find(Path.of("/usr/lib"), 3, (path, _) -> path.endsWith(LIBRARY))) {
      return found
          .findFirst()
          .orElseThrow(() ->
              new StackException(
                  "A process with another clock needs libfaketime. Install the Debian package libfaketime."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
