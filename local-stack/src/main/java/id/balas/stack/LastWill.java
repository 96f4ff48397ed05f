package id.balas.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stops the stack's processes when the launcher was killed and cannot. A shell waits at a pipe
/// that closes when the launcher exits for any reason, and then runs [#main].
final class LastWill implements AutoCloseable {

  private static final String REVOKED = "revoked\n";
  private static final String WAIT = "trap '' INT HUP; read -r _ || exec \"$0\" \"$@\"";

  private final @Nullable Process shell;

  private LastWill(@Nullable Process shell) {
    this.shell = shell;
  }

  /// For the stack in `directory`, which must exist.
  static LastWill of(Path directory) {
    if (!Child.hasShell()) {
      return new LastWill(null);
    }
    try {
      Path log = Files.createDirectories(directory.resolve("logs")).resolve("last-will.log");
      return new LastWill(
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  WAIT,
                  Child.java(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LastWill.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Optional<DirectoryLock> lock = DirectoryLock.toClear(directory);
    // If the lock is taken, the next launcher was faster and cleans up itself.
    if (lock.isPresent()) {
      try (DirectoryLock _ = lock.get()) {
        new ByHand(directory).forget();
        LeftOver.endAll(directory);
      }
    }
  }

  /// For a launcher that has stopped everything itself.
  @Override
  public void close() {
    if (shell == null) {
      return;
    }
    try (var pipe = shell.getOutputStream()) {
      pipe.write(REVOKED.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // the reaper process was killed
    }
    shell.onExit().join();
  }
}
