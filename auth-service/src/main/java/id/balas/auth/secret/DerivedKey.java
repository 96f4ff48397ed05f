package id.balas.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// Derives a key from `SECRET_KEY` with HKDF-SHA256. Another `use` gives another key.
final class DerivedKey {

  private static final int KEY_BYTES = 32;

  private DerivedKey() {}

  static SecretKey of(String secret, String use, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(use.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no HKDF-SHA256", e);
    }
  }
}
