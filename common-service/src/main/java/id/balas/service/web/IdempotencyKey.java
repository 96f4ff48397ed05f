package id.balas.service.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/// The value of the header `Idempotency-Key`: an action is executed once per caller and key. A key
/// belongs to one request: the same action on the same object with the same body. A controller
/// takes it as `@RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key`.
public record IdempotencyKey(String value) {

  public static final String HEADER = "Idempotency-Key";

  private static final Pattern FORM = Pattern.compile("[\\w.:-]{1,100}");

  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidValueException("must be 1 to 100 letters, digits and . _ : -");
    }
  }

  /// Returns a new key if the caller sent none.
  public static IdempotencyKey orRandom(@Nullable IdempotencyKey given) {
    return given == null ? new IdempotencyKey(UUID.randomUUID().toString()) : given;
  }

  /// A hash of a request, to recognize a key that is used for another one. `subject` is what the
  /// action is about, such as a chat.
  public static String fingerprint(String action, String subject, @Nullable Object body) {
    byte[] request = JsonMapper.shared().writeValueAsBytes(Arrays.asList(action, subject, body));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The refusal of a key that was used for another request.
  public static ProblemException usedForAnother(String request) {
    return ProblemException.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This Idempotency-Key was used for another request (%s). Use a new key."
                .formatted(request))
        .with("parameter", HEADER);
  }

  @Override
  public String toString() {
    return value;
  }
}
