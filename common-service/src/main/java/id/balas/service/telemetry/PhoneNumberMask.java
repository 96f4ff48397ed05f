package id.balas.service.telemetry;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Phone numbers are shown by their last three digits.
final class PhoneNumberMask {

  private static final Pattern NUMBER = Pattern.compile("(?<![0-9a-zA-Z])\\d{5,}(?=\\d{3}(?!\\d))");

  private PhoneNumberMask() {}

  static @Nullable String masked(@Nullable String text) {
    return text == null ? null : NUMBER.matcher(text).replaceAll("…");
  }
}
