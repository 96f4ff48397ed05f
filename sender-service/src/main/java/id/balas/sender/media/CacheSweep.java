package id.balas.sender.media;

import static id.balas.sender.media.MediaCache.PART;
import static id.balas.sender.media.MediaCache.TYPE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Deletes expired files, parts that a dead process left, and the oldest files while the cache is
/// too large.
record CacheSweep(Path dir, long mostBytes, Duration keep) {

  // Longer than any transfer. Another instance may use the same directory.
  private static final Duration LONGEST_PART = Duration.ofHours(1);
  // A full cache is swept once per tenth of its size, and not for each file.
  private static final double FULL_AFTER_SWEEP = 0.9;

  private record Kept(Path path, String name, Instant since, long bytes) {
    boolean isWhole() {
      return !name.endsWith(PART) && !name.endsWith(TYPE);
    }
  }

  /// Keeps the newest file, which is about to be served. Returns the bytes that are left.
  long run(Instant now) throws IOException {
    List<Kept> files = new ArrayList<>();
    for (Kept file : all()) {
      if (file.since().plus(file.name().endsWith(PART) ? LONGEST_PART : keep).isBefore(now)) {
        Files.deleteIfExists(file.path());
      } else if (file.isWhole()) {
        files.add(file);
      }
    }
    files.sort(Comparator.comparing(Kept::since));
    long bytes = files.stream().mapToLong(Kept::bytes).sum();
    double most = bytes > mostBytes ? mostBytes * FULL_AFTER_SWEEP : mostBytes;
    for (int oldest = 0; bytes > most && oldest < files.size() - 1; oldest++) {
      Kept file = files.get(oldest);
      Files.deleteIfExists(file.path());
      Files.deleteIfExists(dir.resolve(file.name() + TYPE));
      bytes -= file.bytes();
    }
    return bytes;
  }

  private List<Kept> all() throws IOException {
    List<Kept> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(dir)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        try {
          BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
          files.add(
              new Kept(
                  path,
                  path.getFileName().toString(),
                  about.lastModifiedTime().toInstant(),
                  about.size()));
        } catch (NoSuchFileException _) {
          // Another instance has deleted it.
        }
      }
    }
    return files;
  }
}
