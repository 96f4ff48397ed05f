package id.balas.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One stack at a time works on a directory: a second one, on other ports, would end the first
/// one's database. The system lets go of the lock when the process ends, however it ends. What
/// stands in the file says what the holder does.
final class DirectoryLock implements AutoCloseable {

  private static final String RUNNING = "running";
  private static final String CLEARING = "clearing";
  private static final int CLEARING_SECONDS = 45;

  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /// Waits while a [LastWill] still clears the directory. Throws [StackFailure] when another stack
  /// has it.
  static DirectoryLock of(Path directory) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEARING_SECONDS);
    Optional<DirectoryLock> lock = take(directory, RUNNING);
    while (lock.isEmpty() && isBeingCleared(directory) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      lock = take(directory, RUNNING);
    }
    return lock.orElseThrow(() ->
        new StackFailure(
            "another stack works in %s: end it, or set BALAS_STACK_DIR to give this one its own."
                .formatted(directory)));
  }

  /// Empty when a stack works in the directory.
  static Optional<DirectoryLock> toClear(Path directory) {
    return take(directory, CLEARING);
  }

  private static Optional<DirectoryLock> take(Path directory, String purpose) {
    try {
      Files.createDirectories(directory);
      var file =
          FileChannel.open(path(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(file)) {
        // By no other way: closing any other view of the file would give the lock back.
        file.truncate(0).write(ByteBuffer.wrap(purpose.getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new DirectoryLock(file));
      }
      file.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new StackFailure("%s cannot be used: %s".formatted(directory, e.getMessage()));
    }
  }

  // Behind all that is ever written there: what is locked cannot be read everywhere.
  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static boolean isBeingCleared(Path directory) {
    try {
      return Files.readString(path(directory)).equals(CLEARING);
    } catch (IOException e) {
      throw new StackFailure("%s cannot be used: %s".formatted(directory, e.getMessage()));
    }
  }

  private static Path path(Path directory) {
    return directory.resolve("lock");
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
