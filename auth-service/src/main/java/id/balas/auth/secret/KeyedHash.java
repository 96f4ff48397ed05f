package id.balas.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/// HMAC-SHA256 with a key derived from `SECRET_KEY`, for texts that are short enough to try them
/// all, such as reset codes. A database dump without the key reveals nothing about them. `purpose`
/// is part of the hash: a hash that is copied to another row does not match there.
@Component
public class KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKey> keys;

  KeyedHash(SecretProperties properties) {
    this.keys =
        Stream.of(properties.secretKey(), properties.previousSecretKey())
            .filter(secret -> !secret.isEmpty())
            .map(secret -> DerivedKey.of(secret, "balas keyed hashes", ALGORITHM))
            .toList();
  }

  public String hash(String text, String purpose) {
    return hash(text, purpose, keys.getFirst());
  }

  /// The hash, and the one by `SECRET_KEY_PREVIOUS` if that is set: one of them may be stored.
  public List<String> all(String text, String purpose) {
    return keys.stream().map(key -> hash(text, purpose, key)).toList();
  }

  /// Also true for a hash by `SECRET_KEY_PREVIOUS`. Compares in constant time.
  public boolean matches(String text, String purpose, String hash) {
    byte[] expected = hash.getBytes(StandardCharsets.US_ASCII);
    return all(text, purpose).stream()
        .anyMatch(
            actual -> MessageDigest.isEqual(actual.getBytes(StandardCharsets.US_ASCII), expected));
  }

  private static String hash(String text, String purpose, SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no HmacSHA256", e);
    }
  }
}
