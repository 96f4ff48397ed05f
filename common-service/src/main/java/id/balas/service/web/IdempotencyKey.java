package id.balas.service.web;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The value of the header `Idempotency-Key`: an action is executed once per caller and key. A
/// controller takes it as `@RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key`.
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

  @Override
  public String toString() {
    return value;
  }
}
