package id.balas.bot.ai.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a text of the AI is based on, such as `gpt-4o-mini, prompt 3f2a90c1`. The number is the
/// beginning of the prompt's SHA-256.
public final class Basis {

  private Basis() {}

  public static String of(String model, String prompt) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(prompt.getBytes(StandardCharsets.UTF_8));
      return model + ", prompt " + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
