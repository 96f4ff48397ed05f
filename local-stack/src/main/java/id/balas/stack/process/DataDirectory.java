package id.balas.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A data directory that counts as created only once a marker file beside it exists. Ctrl-C during
/// the first start therefore leaves no broken data.
public record DataDirectory(Path path) {

  private Path mark() {
    return path.resolveSibling(path.getFileName() + ".complete");
  }

  public boolean isComplete() {
    return Files.exists(mark());
  }

  public void markComplete() throws IOException {
    Files.writeString(mark(), "");
  }

  /// The next start recreates it.
  public void discard() throws IOException {
    Files.deleteIfExists(mark());
  }

  public void clearUnlessComplete() throws IOException {
    if (isComplete() || !Files.exists(path)) {
      return;
    }
    delete(path);
  }

  /// Deletes it recursively.
  static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
