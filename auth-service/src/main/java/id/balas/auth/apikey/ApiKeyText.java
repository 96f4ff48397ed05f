package id.balas.auth.apikey;

import id.balas.auth.secret.RandomSecret;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of an API key, `balas_<prefix>_<secret>`. The prefix names the key in lists and logs.
/// `balas_` lets scanners of source code find leaked keys.
public record ApiKeyText(String prefix, String secret) {

  public static final String START = "balas_";

  private static final Pattern SHAPE = Pattern.compile(START + "([0-9A-Z]{8})_([A-Za-z0-9_-]{43})");

  public static ApiKeyText fresh() {
    return new ApiKeyText(RandomSecret.spoken(8), RandomSecret.fresh());
  }

  public static Optional<ApiKeyText> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Optional.of(new ApiKeyText(shape.group(1), shape.group(2)))
        : Optional.empty();
  }

  public String text() {
    return START + prefix + "_" + secret;
  }

  @Override
  public String toString() {
    return START + prefix;
  }
}
