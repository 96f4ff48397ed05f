package id.balas.service.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Masks phone numbers: of eight digits or more, only the last three are shown.
public final class PhoneNumberMask {

  // Digits within a word are part of a message id.
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9a-zA-Z])\\d{5,}(?=\\d{3}(?!\\d))");

  private PhoneNumberMask() {}

  public static String masked(String text) {
    return NUMBER.matcher(text).replaceAll("…");
  }

  public static @Nullable String maskedOrNull(@Nullable String text) {
    return text == null ? null : masked(text);
  }
}
