package id.balas.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Secrets that are handed out once. What is stored of one is its SHA-256, which is enough for what
/// nobody can guess.
public final class RandomSecret {

  private static final SecureRandom RANDOM = new SecureRandom();
  // No look-alike or sound-alike characters.
  private static final String SPOKEN = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private RandomSecret() {}

  /// 256 bits, in 43 characters that may stand in a URL.
  public static String fresh() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// For people to read to each other, 5 bits a character.
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
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  /// In a time that does not tell how much of it is right.
  public static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(
        hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }
}
