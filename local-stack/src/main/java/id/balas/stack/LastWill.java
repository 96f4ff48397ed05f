package id.balas.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends the stack's processes when the launcher itself can't, because it was killed: a shell waits
/// at a pipe whose other end closes with the launcher, however that ends, and then runs [#main].
final class LastWill implements AutoCloseable {

  private static final String REVOKED = "revoked\n";
  private static final String WAIT = "trap '' INT HUP; read -r _ || exec \"$0\" \"$@\"";

  private final @Nullable Process shell;

  private LastWill(@Nullable Process shell) {
    this.shell = shell;
  }

  /// For the stack in `directory`, which must stand already.
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
    // Else the next launcher was faster, and clears up itself.
    if (lock.isPresent()) {
      try (DirectoryLock _ = lock.get()) {
        new ByHand(directory).forget();
        LeftOver.endAll(directory);
      }
    }
  }

  /// For a launcher that has ended everything itself.
  @Override
  public void close() {
    if (shell == null) {
      return;
    }
    try (var pipe = shell.getOutputStream()) {
      pipe.write(REVOKED.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // somebody has killed it
    }
    shell.onExit().join();
  }
}
