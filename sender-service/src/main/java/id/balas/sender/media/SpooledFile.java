package id.balas.sender.media;

import id.balas.service.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A file that was received completely and is on the disk. `sha256` is in Base64, as the provider
/// writes it.
record SpooledFile(Path path, long size, String sha256) {

  private static final int AT_ONCE = 64 * 1024;

  /// Throws a [ProblemException] for a file that is empty or larger than the limit.
  static SpooledFile of(InputStream bytes, Path path, long limit) throws IOException {
    MessageDigest digest = digest();
    long size = 0;
    try (OutputStream file =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] some = new byte[AT_ONCE];
      for (int read = bytes.read(some); read >= 0; read = bytes.read(some)) {
        size += read;
        if (size > limit) {
          throw FileLimit.tooLarge(limit);
        }
        digest.update(some, 0, read);
        file.write(some, 0, read);
      }
    }
    if (size == 0) {
      throw ProblemException.badRequest("The file is empty.");
    }
    return new SpooledFile(path, size, Base64.getEncoder().encodeToString(digest.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
