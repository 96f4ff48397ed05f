package id.balas.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The PostgreSQL process of a data directory. It is not a child process, so its PID comes from
/// PostgreSQL's own file.
public record Postmaster(Path data) {

  private static final int STOP_SECONDS = 10;

  /// The postmaster of the stack in `directory`.
  public static Postmaster in(Path directory) {
    return new Postmaster(directory.resolve("postgres"));
  }

  // The PID may have been reused by an unrelated process.
  public Optional<ProcessHandle> process() {
    try {
      return Files.exists(file())
          ? Files.readAllLines(file()).stream()
              .findFirst()
              .map(String::strip)
              .filter(pid -> pid.matches("\\d{1,10}"))
              .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
              .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw new StackException("cannot read the PID of PostgreSQL: " + e.getMessage());
    }
  }

  private Path file() {
    return data.resolve("postmaster.pid");
  }

  /// Does nothing if no process runs.
  public void end() {
    try {
      Optional<ProcessHandle> running = process();
      if (running.isPresent()) {
        // SIGINT stops PostgreSQL at once and cleanly. SIGTERM would wait for clients that may
        // never disconnect.
        new ProcessBuilder("kill", "-INT", "" + running.get().pid()).start();
        StaleProcesses.endUnlessGone(running.get(), STOP_SECONDS);
      }
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new StackException("cannot stop PostgreSQL: " + e.getMessage());
    }
  }
}
