package id.balas.stack.settings;

import id.balas.stack.process.ExternalServiceEnv;
import id.balas.stack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The `SECRET_KEY` of a stack: generated once and kept with the data that it encrypts.
public final class LocalSecret {

  private static final int BYTES = 48;

  private LocalSecret() {}

  public static String of(Path directory) {
    Path file = directory.resolve("secret-key");
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(directory);
        Files.writeString(
            Files.createFile(file, ExternalServiceEnv.ownerOnly()),
            Base64.getEncoder().encodeToString(key));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("%s cannot be read or written: %s".formatted(file, e.getMessage()));
    }
  }
}
