package id.balas.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One stack at a time works on a directory: a second one, on other ports, would end the first one's database. The
/// system lets go of the lock when the process ends, however it ends.
final class DirectoryLock implements AutoCloseable {

  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /// Throws [StackFailure] when another stack has it.
  static DirectoryLock of(Path directory) {
    try {
      Files.createDirectories(directory);
      var file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(file)) {
        return new DirectoryLock(file);
      }
      file.close();
    } catch (IOException e) {
      throw new StackFailure("%s cannot be used: %s".formatted(directory, e.getMessage()));
    }
    throw new StackFailure(
        "another stack works in %s: end it, or set BALAS_STACK_DIR to give this one its own.".formatted(directory));
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new StackFailure("the lock was not given back: " + e.getMessage());
    }
  }
}
