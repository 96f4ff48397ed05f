package id.balas.system.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs the commands of a page with bash, one after another in one directory. Exported variables
/// last. `java` is the JVM of the tests.
final class Shell {

  private static final long LONGEST_SECONDS = 90;

  private final Path directory;

  Shell(Path directory) {
    this.directory = directory;
    write("state", "");
  }

  void write(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String program) {
    return exitCode("command -v " + program) == 0;
  }

  /// What the commands print to standard output.
  String run(String commands) {
    int code = exitCode(commands);
    if (code != 0) {
      throw new AssertionError("exit code %d of\n%s\n%s".formatted(code, commands, read("errors")));
    }
    return read("output");
  }

  private int exitCode(String commands) {
    write("commands", ". ./state\n" + commands + "\nexport -p > state\n");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-eu", "commands")
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("output").toFile())
            .redirectError(directory.resolve("errors").toFile());
    String javaHome = System.getProperty("java.home");
    bash.environment().merge("PATH", javaHome + "/bin", (path, java) -> java + ":" + path);
    try {
      Process process = bash.start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("no end after %d s: %s".formatted(LONGEST_SECONDS, commands));
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
