package id.balas.bot.decision.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keywords by which a customer chooses who answers. The message must contain nothing else, except
/// capitals, asterisks, a slash or an exclamation mark around the keyword.
public enum CustomerKeyword {
  AGENT,
  PAUSE,
  BOT;

  private static final int LONGEST = 40;
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  public static Optional<CustomerKeyword> of(String words) {
    if (words.length() > LONGEST) {
      return Optional.empty();
    }
    return switch (AROUND.matcher(words).replaceAll("").toLowerCase(Locale.ROOT)) {
      case "agent", "agen", "petugas", "operator", "cs" -> Optional.of(AGENT);
      case "pause", "jeda", "stop" -> Optional.of(PAUSE);
      case "bot" -> Optional.of(BOT);
      default -> Optional.empty();
    };
  }
}
