package id.balas.desk.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A file with the hash of the inputs of a step that succeeded. The step is skipped while the
/// inputs have the same hash.
record Stamp(Path file, String hash) {

  static Stamp of(Path file, List<Path> inputs, String settings) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
    for (Path input : inputs) {
      for (Path each : files(input)) {
        digest.update(each.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(each));
      }
    }
    return new Stamp(file, HexFormat.of().formatHex(digest.digest()));
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  boolean isCurrent() throws IOException {
    return Files.exists(file) && Files.readString(file).equals(hash);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  void write() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, hash);
  }
}
