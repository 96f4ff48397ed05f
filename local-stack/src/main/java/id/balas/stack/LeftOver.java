package id.balas.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A process of an earlier stack that its launcher did not end. A number alone may belong to somebody else by now, a
/// number with its time of start does not.
final class LeftOver {

  private LeftOver() {}

  static void note(ProcessHandle process, Path file) throws IOException {
    Files.writeString(file, identity(process));
  }

  static Optional<ProcessHandle> find(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String noted = Files.readString(file);
      return ProcessHandle.allProcesses().filter(process -> identity(process).equals(noted)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("?");
  }
}
