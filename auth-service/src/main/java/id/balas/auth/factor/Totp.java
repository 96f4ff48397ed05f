package id.balas.auth.factor;

import id.balas.auth.secret.SecretEncryption;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 s). A code is valid once, and only
/// while the app shows it. The secret is stored encrypted.
@Component
public class Totp {

  private static final int STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Users users;
  private final SecretEncryption encryption;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Totp(Users users, SecretEncryption encryption, Clock clock) {
    this.users = users;
    this.encryption = encryption;
    this.clock = clock;
  }

  public byte[] freshSecret() {
    byte[] secret = new byte[20];
    random.nextBytes(secret);
    return secret;
  }

  public String encrypt(User user, byte[] secret) {
    return encryption.encrypt(HexFormat.of().formatHex(secret), purpose(user));
  }

  public boolean accepts(User user, String code) {
    String encrypted = user.encryptedTotpSecret();
    if (encrypted == null) {
      return false;
    }
    byte[] secret =
        encryption
            .decrypt(encrypted, purpose(user))
            .map(HexFormat.of()::parseHex)
            .orElseThrow(() ->
                new IllegalStateException(
                    "SECRET_KEY does not decrypt the TOTP secret of user " + user.id()));
    long step = clock.instant().getEpochSecond() / STEP_SECONDS;
    if (!isEqual(code(secret, step), code.strip()) || users.useTotpStep(user.id(), step) == 0) {
      return false;
    }
    if (encryption.usesPreviousKey(encrypted, purpose(user))) {
      users.replaceTotpSecret(user.id(), encrypted, encrypt(user, secret));
    }
    return true;
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  public static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int truncated = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
      return "%06d".formatted(truncated % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no HmacSHA1", e);
    }
  }

  public static String base32(byte[] bytes) {
    var text = new StringBuilder();
    long buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      for (bits += 8; bits >= 5; bits -= 5) {
        text.append(BASE32.charAt((int) (buffer >> (bits - 5)) & 31));
      }
    }
    return text.toString();
  }

  private static String purpose(User user) {
    return "totp of user " + user.id();
  }
}
