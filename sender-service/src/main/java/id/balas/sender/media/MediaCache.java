package id.balas.sender.media;

import id.balas.service.settings.InvalidSettingException;
import id.balas.service.web.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// A file cache on the disk. `<hash>`, the hash of the key, is the file; `<hash>.type` is its media
/// type, which is written first. A file appears complete or not at all. The oldest files are
/// deleted when the cache is too large or they are too old.
final class MediaCache {

  static final String PART = ".part";
  static final String TYPE = ".type";

  private final Path dir;
  private final Duration keep;
  private final CacheSweep sweep;
  private final Clock clock;
  // Of this instance's files. Unknown before the first sweep.
  private long bytes = Long.MAX_VALUE / 2;
  private final Map<String, CompletableFuture<CachedFile>> fetches = new ConcurrentHashMap<>();

  MediaCache(Path dir, long mostBytes, Duration keep, Clock clock) {
    this.dir = dir;
    this.keep = keep;
    this.sweep = new CacheSweep(dir, mostBytes, keep);
    this.clock = clock;
    try {
      Files.createDirectories(dir);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new InvalidSettingException(
          "balas.media.cache-dir",
          "cannot be used (" + e.getClass().getSimpleName() + ")",
          "name a directory of the service's own");
    }
  }

  /// `tag` identifies the key, whose bytes never change.
  record CachedFile(Path path, MediaType type, String tag) {}

  /// Writes the file to the path and returns its media type.
  interface Fetch {
    @Nullable String to(Path path) throws IOException;
  }

  /// Concurrent callers share one fetch and its failure.
  CachedFile get(String key, Fetch fetch) throws IOException {
    String name = hash(key);
    CachedFile kept = find(name);
    if (kept != null) {
      return kept;
    }
    var mine = new CompletableFuture<CachedFile>();
    CompletableFuture<CachedFile> others = fetches.putIfAbsent(name, mine);
    return others != null ? shared(others) : fetched(name, fetch, mine);
  }

  private static CachedFile shared(CompletableFuture<CachedFile> fetch) throws IOException {
    try {
      return fetch.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case ProblemException refused -> throw refused;
        case IOException failed -> throw new IOException(failed.getMessage(), failed);
        case null, default -> throw e;
      }
    }
  }

  private CachedFile fetched(String name, Fetch fetch, CompletableFuture<CachedFile> mine)
      throws IOException {
    Path part = newPart();
    try {
      CachedFile kept = find(name);
      CachedFile file = kept != null ? kept : keep(name, part, fetch.to(part));
      mine.complete(file);
      return file;
    } catch (IOException | RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      fetches.remove(name, mine);
      Files.deleteIfExists(part);
    }
  }

  /// A path for a file that is still being written.
  Path newPart() {
    return dir.resolve(UUID.randomUUID() + PART);
  }

  /// Adds a complete file.
  void add(String key, Path part, String type) throws IOException {
    var _ = keep(hash(key), part, type);
  }

  private CachedFile keep(String name, Path part, @Nullable String type) throws IOException {
    Path typePart = newPart();
    Files.writeString(typePart, type == null ? "" : type);
    Files.move(typePart, dir.resolve(name + TYPE), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
    Files.move(part, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    added(Files.size(dir.resolve(name)));
    return new CachedFile(dir.resolve(name), type(type), name);
  }

  private @Nullable CachedFile find(String name) throws IOException {
    try {
      Instant since = Files.getLastModifiedTime(dir.resolve(name)).toInstant();
      return since.plus(keep).isBefore(clock.instant())
          ? null
          : new CachedFile(
              dir.resolve(name), type(Files.readString(dir.resolve(name + TYPE))), name);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static MediaType type(@Nullable String written) {
    try {
      MediaType type = MediaType.parseMediaType(written == null ? "" : written);
      return type.isConcrete() ? type : MediaType.APPLICATION_OCTET_STREAM;
    } catch (InvalidMediaTypeException _) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }

  // A sweep reads the attributes of all files, so it runs only when the cache is full.
  private synchronized void added(long size) throws IOException {
    bytes += size;
    if (bytes > sweep.mostBytes()) {
      sweep();
    }
  }

  synchronized void sweep() throws IOException {
    bytes = sweep.run(clock.instant());
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
