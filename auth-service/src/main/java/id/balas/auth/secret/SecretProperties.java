package id.balas.auth.secret;

import id.balas.service.settings.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The secret that signs access tokens and encrypts secrets in the database, and its predecessor,
/// which only verifies and decrypts.
@ConfigurationProperties("balas.auth")
public record SecretProperties(
    @DefaultValue("") String secretKey, @DefaultValue("") String previousSecretKey) {

  private static final int SECRET_BYTES = 32;

  public SecretProperties {
    checkSecret("SECRET_KEY", secretKey);
    if (!previousSecretKey.isEmpty()) {
      checkSecret("SECRET_KEY_PREVIOUS", previousSecretKey);
    }
  }

  private static void checkSecret(String name, String value) {
    if (value.isEmpty()) {
      throw new InvalidSettingException(
          name,
          "is missing",
          "set it to at least 32 random bytes, such as openssl rand -base64 48 prints");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
      throw new InvalidSettingException(
          name,
          "is shorter than 32 bytes",
          "set it to at least 32 random bytes, such as openssl rand -base64 48 prints");
    }
  }

  @Override
  public String toString() {
    return "SecretProperties[]";
  }
}
