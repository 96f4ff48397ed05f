package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Undelivered callbacks, one file each, so that they survive a restart. Without a directory
/// nothing is kept.
public final class CallbackFiles {

  private final @Nullable Path directory;

  public CallbackFiles(@Nullable Path directory) {
    this.directory = directory;
  }

  void save(Callback callback) {
    if (directory == null) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Path half = directory.resolve(callback.id() + ".half");
      Files.write(half, Json.write(callback.json()));
      Files.move(
          half,
          file(directory, callback),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the fake Whapi cannot keep an undelivered webhook in " + directory, e);
    }
  }

  void delete(Callback callback) {
    if (directory == null) {
      return;
    }
    try {
      Files.deleteIfExists(file(directory, callback));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the fake Whapi cannot forget a delivered webhook in " + directory, e);
    }
  }

  /// The callbacks left by an earlier run.
  public List<Callback> read() {
    if (directory == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(CallbackFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the fake Whapi cannot read its undelivered webhooks in " + directory, e);
    }
  }

  private static Callback read(Path file) {
    try {
      return Callback.read(Json.read(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path directory, Callback callback) {
    return directory.resolve(callback.id() + ".json");
  }
}
