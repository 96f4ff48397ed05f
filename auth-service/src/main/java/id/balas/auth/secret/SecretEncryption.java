package id.balas.auth.secret;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/// Encrypts secrets for the database: AES-256-GCM with a key that HKDF-SHA256 derives from
/// `SECRET_KEY`. Values encrypted with `SECRET_KEY_PREVIOUS` can be decrypted. `purpose` is
/// authenticated data: a value that is copied to another row or column cannot be decrypted there.
@Component
public class SecretEncryption {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String USE = "balas sealed values";

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key;
  private final Optional<SecretKey> previous;

  SecretEncryption(SecretProperties properties) {
    this.key = derive(properties.secretKey());
    this.previous =
        Optional.of(properties.previousSecretKey())
            .filter(secret -> !secret.isEmpty())
            .map(SecretEncryption::derive);
  }

  private static SecretKey derive(String secret) {
    return DerivedKey.of(secret, USE, "AES");
  }

  public String encrypt(String text, String purpose) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + encrypted.length)
                  .put(nonce)
                  .put(encrypted)
                  .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no AES-GCM", e);
    }
  }

  /// Empty if neither secret encrypted the value for this purpose.
  public Optional<String> decrypt(String value, String purpose) {
    return Stream.concat(Stream.of(key), previous.stream())
        .flatMap(by -> decrypt(value, purpose, by).stream())
        .findFirst();
  }

  /// Whether the value must be encrypted again before `SECRET_KEY_PREVIOUS` is removed.
  public boolean usesPreviousKey(String value, String purpose) {
    return decrypt(value, purpose, key).isEmpty() && decrypt(value, purpose).isPresent();
  }

  private static Optional<String> decrypt(String value, String purpose, SecretKey by) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(value));
      byte[] nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      byte[] encrypted = new byte[bytes.remaining()];
      bytes.get(encrypted);
      return Optional.of(
          new String(
              cipher(Cipher.DECRYPT_MODE, by, nonce, purpose).doFinal(encrypted),
              StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
