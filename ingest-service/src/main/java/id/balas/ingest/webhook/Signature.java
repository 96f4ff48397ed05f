package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Verifies an HMAC-SHA256 signature of the raw bytes, from a relay that signs requests. It is in
/// hexadecimal or Base64, with or without a prefix. The plain secret in a header is not accepted.
final class Signature implements WebhookSecret {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String USUAL_PREFIX = "sha256=";
  private static final int BYTES = 32;

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
    if (header == null) {
      return null;
    }
    try {
      byte[] signature = decoded(withoutPrefix(header.strip()));
      return signature.length == BYTES ? signature : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private String withoutPrefix(String header) {
    return Stream.of(settings.prefix(), USUAL_PREFIX)
        .filter(prefix -> !prefix.isEmpty())
        .filter(prefix -> header.regionMatches(true, 0, prefix, 0, prefix.length()))
        .findFirst()
        .map(prefix -> header.substring(prefix.length()).strip())
        .orElse(header);
  }

  // Base64 has two alphabets, and the padding is optional.
  private static byte[] decoded(String signature) {
    return signature.length() == 2 * BYTES
        ? HexFormat.of().parseHex(signature)
        : Base64.getUrlDecoder().decode(signature.replace('+', '-').replace('/', '_'));
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
  public boolean needsBody() {
    return true;
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
