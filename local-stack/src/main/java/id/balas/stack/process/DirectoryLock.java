package id.balas.stack.process;

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

/// Only one stack at a time uses a directory: a second one on other ports would stop the database
/// of the first. The OS releases the lock when the process ends, even by `kill -9`. The file's
/// content says what the holder does.
public final class DirectoryLock implements AutoCloseable {

  private static final String RUNNING = "running";
  private static final String CLEARING = "clearing";
  private static final int CLEARING_SECONDS = 45;

  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /// Waits while a [OrphanReaper] still clears the directory. Throws [StackException] when another
  /// stack holds the lock.
  public static DirectoryLock of(Path directory) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEARING_SECONDS);
    Optional<DirectoryLock> lock = take(directory, RUNNING);
    while (lock.isEmpty() && isBeingCleared(directory) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      lock = take(directory, RUNNING);
    }
    return lock.orElseThrow(() ->
        new StackException(
            "another stack uses %s: stop it, or set BALAS_STACK_DIR to another directory."
                .formatted(directory)));
  }

  /// Empty when a stack holds the lock.
  static Optional<DirectoryLock> toClear(Path directory) {
    return take(directory, CLEARING);
  }

  private static Optional<DirectoryLock> take(Path directory, String purpose) {
    try {
      Files.createDirectories(directory);
      var file =
          FileChannel.open(path(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(file)) {
        // Write only through this channel: closing any other channel of the file would release the
        // lock.
        file.truncate(0).write(ByteBuffer.wrap(purpose.getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new DirectoryLock(file));
      }
      file.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new StackException("%s cannot be used: %s".formatted(directory, e.getMessage()));
    }
  }

  // The locked range lies after all content, because some systems cannot read a locked range.
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
      throw new StackException("%s cannot be used: %s".formatted(directory, e.getMessage()));
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
      throw new StackException("cannot release the directory lock: " + e.getMessage());
    }
  }
}
