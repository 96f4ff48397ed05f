package id.balas.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A process that the launcher of an earlier stack did not stop. A PID alone may have been reused;
/// a PID with its start time is unique.
public final class StaleProcesses {

  /// Kafka is stopped after the services.
  public static final String KAFKA = "kafka";

  static final String SUFFIX = ".pid";

  private static final int STOP_SECONDS = 20;

  private StaleProcesses() {}

  static void note(ProcessHandle process, Path file) throws IOException {
    Files.writeString(file, identity(process));
  }

  /// Stops all leftover processes of a stack's directory in shutdown order: the services first,
  /// then Kafka and PostgreSQL.
  public static void endAll(Path directory) {
    List<Path> notes = notes(directory);
    Parallel.run(
        notes.stream().filter(note -> !isKafka(note)).map(note -> (Runnable) () -> end(note)));
    Parallel.run(
        Stream.concat(
            notes.stream().filter(StaleProcesses::isKafka).map(note -> () -> end(note)),
            Stream.of(Postmaster.in(directory)::end)));
  }

  private static List<Path> notes(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isKafka(Path note) {
    return note.getFileName().toString().equals(KAFKA + SUFFIX);
  }

  private static void end(Path note) {
    find(note).ifPresent(StaleProcesses::end);
  }

  private static Optional<ProcessHandle> find(Path note) {
    try {
      String noted = Files.readString(note);
      return ProcessHandle.allProcesses()
          .filter(process -> identity(process).equals(noted))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("?");
  }

  /// Requests termination, and kills the process after a timeout.
  public static void end(ProcessHandle process) {
    process.destroy();
    endUnlessGone(process, STOP_SECONDS);
  }

  static void endUnlessGone(ProcessHandle process, int seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
