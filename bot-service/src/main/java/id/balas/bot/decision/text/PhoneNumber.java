package id.balas.bot.decision.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses a WhatsApp number as users type it: `+62 811-2345-678`, `0811 2345 678`, `(0811)
/// 2345.678`, `0062…`, `wa.me/62…`, `@62…`, with WhatsApp's suffix, or a hidden number `…@lid`.
public final class PhoneNumber {

  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;
  private static final int LONGEST_WRITTEN = 60;
  private static final Pattern WITH_SUFFIX =
      Pattern.compile("\\+?(\\d{5,31})@(s\\.whatsapp\\.net|c\\.us|lid)");
  private static final Pattern BEFORE =
      Pattern.compile("^(?:tel:|(?:https?://)?wa\\.me/|@)(?=[+\\d(])", Pattern.CASE_INSENSITIVE);
  // All Unicode hyphens and spaces. Invisible characters, as in copied contacts, are removed
  // before.
  private static final Pattern DIGITS_AND_SIGNS =
      Pattern.compile("\\+?[\\d().\\-/\\s\\p{Pd}\\p{Zs}]+");
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  private PhoneNumber() {}

  /// Returns the chat id of this number, empty if the number is invalid. `countryCode` replaces a
  /// single leading 0.
  public static Optional<String> chatId(String written, String countryCode) {
    if (written.length() > LONGEST_WRITTEN) {
      return Optional.empty();
    }
    String plain = plain(written);
    Matcher suffixed = WITH_SUFFIX.matcher(plain);
    if (suffixed.matches()) {
      return suffixed.group(2).equals("lid")
          ? Optional.of(suffixed.group(1) + "@lid")
          : chatIdOf(suffixed.group(1));
    }
    return DIGITS_AND_SIGNS.matcher(plain).matches()
        ? chatIdOf(international(plain, countryCode))
        : Optional.empty();
  }

  /// Strips prefixes such as `tel:` and `wa.me/`, and invisible characters.
  static String plain(String written) {
    return BEFORE.matcher(INVISIBLE.matcher(written).replaceAll("").strip()).replaceFirst("");
  }

  private static String international(String written, String countryCode) {
    boolean whole = written.startsWith("+") || digits(written).startsWith("00");
    // In "+62 (0)811" the 0 is dialled within the country only.
    String digits = digits(whole ? written.replace("(0)", "") : written);
    if (digits.startsWith("00")) {
      digits = digits.substring(2);
    } else if (digits.startsWith("0") && !whole) {
      digits = countryCode + digits.substring(1);
    }
    return digits.startsWith(countryCode + "0")
        ? countryCode + digits.substring(countryCode.length() + 1)
        : digits;
  }

  private static String digits(String written) {
    return written.replaceAll("\\D", "");
  }

  private static Optional<String> chatIdOf(String digits) {
    return digits.length() < SHORTEST || digits.length() > LONGEST || digits.startsWith("0")
        ? Optional.empty()
        : Optional.of(digits + "@s.whatsapp.net");
  }
}
