package id.balas.stack.process;

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
public final class OrphanReaper implements AutoCloseable {

  private static final String CANCELLED = "cancelled\n";
  private static final String WAIT = "trap '' INT HUP; read -r _ || exec \"$0\" \"$@\"";

  private final @Nullable Process shell;

  private OrphanReaper(@Nullable Process shell) {
    this.shell = shell;
  }

  /// For the stack in `directory`, which must exist.
  public static OrphanReaper of(Path directory) {
    if (!ChildProcess.hasShell()) {
      return new OrphanReaper(null);
    }
    try {
      Path log = Files.createDirectories(directory.resolve("logs")).resolve("orphan-reaper.log");
      return new OrphanReaper(
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  WAIT,
                  ChildProcess.java(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OrphanReaper.class.getName(),
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
        new ExternalServiceEnv(directory).deleteAll();
        StaleProcesses.endAll(directory);
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
      pipe.write(CANCELLED.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // the reaper process was killed
    }
    shell.onExit().join();
  }
}
