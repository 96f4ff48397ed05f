package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Verifies an HMAC-SHA256 signature of the raw bytes, in hexadecimal, from a relay that signs
/// requests. Then the plain secret in a header is not accepted.
final class Signature implements WebhookSecret {

  private static final String ALGORITHM = "HmacSHA256";

  private final WebhookProperties.Hmac settings;
  private final List<SecretKeySpec> keys;
  private final Clock clock;

  Signature(WebhookProperties.Hmac settings, List<String> secrets, Clock clock) {
    this.settings = settings;
    this.keys =
        secrets.stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
            .toList();
    this.clock = clock;
  }

  @Override
  public boolean mayMatch(HttpServletRequest request) {
    return presented(request) != null
        && (!isTimed() || isFresh(request.getHeader(settings.timestampHeader())));
  }

  private boolean isTimed() {
    return !settings.timestampHeader().isBlank();
  }

  private byte @Nullable [] presented(HttpServletRequest request) {
    String header = request.getHeader(settings.header());
    if (header == null || !header.startsWith(settings.prefix())) {
      return null;
    }
    try {
      return HexFormat.of().parseHex(header.substring(settings.prefix().length()));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private boolean isFresh(@Nullable String timestamp) {
    try {
      Instant signedAt = Instant.ofEpochSecond(Long.parseLong(String.valueOf(timestamp)));
      return Duration.between(signedAt, clock.instant()).abs().compareTo(settings.tolerance()) <= 0;
    } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException _) {
      return false;
    }
  }

  @Override
  public boolean matches(HttpServletRequest request, byte[] body) {
    byte[] presented = presented(request);
    String timestamp = isTimed() ? request.getHeader(settings.timestampHeader()) + "." : "";
    return presented != null
        && WebhookSecret.isOneOf(
            keys.stream().map(key -> sign(key, timestamp, body)).toList(), presented);
  }

  private static byte[] sign(SecretKeySpec key, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(timestamp.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing", e);
    }
  }
}
