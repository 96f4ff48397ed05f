package id.balas.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random secrets that are shown once. Only the SHA-256 is stored: without a salt and quick to
/// compute, but random secrets of this length cannot be guessed.
public final class RandomSecret {

  private static final SecureRandom RANDOM = new SecureRandom();
  // No look-alike or sound-alike characters.
  private static final String SPOKEN = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private RandomSecret() {}

  /// 256 bits in 43 characters that need no encoding in a URL.
  public static String fresh() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Easy to read aloud, 5 bits a character.
  public static String spoken(int length) {
    var text = new StringBuilder();
    RANDOM.ints(length, 0, SPOKEN.length()).forEach(i -> text.append(SPOKEN.charAt(i)));
    return text.toString();
  }

  public static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256", e);
    }
  }

  /// Compares in constant time, so that the duration reveals nothing about the secret.
  public static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(
        hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }
}
