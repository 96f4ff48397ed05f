package id.balas.bot.search;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a phone number, or a part of one, as users type, paste or click it: `+62 811-222-333`,
/// `0811.222.333`, `(0811) 222 333`, `62811…`, `wa.me/62811…`, `HP: 0811 222 333`.
public final class SearchNumber {

  // Shorter parts match too many numbers.
  private static final int SHORTEST = 6;
  private static final int LONGEST = 15;
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "^(?:tel:|sms:|callto:|whatsapp://send\\?phone=|(?:https?://)?(?:www\\.)?(?:wa\\.me/|api\\.whatsapp\\.com/send/?\\?phone=|web\\.whatsapp\\.com/send/?\\?phone=)|[\\w.-]{1,64}:(?=\\+?\\d+@)|@)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL =
      Pattern.compile(
          "^(?:(?:no|nomor|number|hp|handphone|wa|whatsapp|telp?|tlp|telepon|phone|mobile|call|fax)\\b[\\s.:]*)+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern END =
      Pattern.compile("(?:@(?:s\\.whatsapp\\.net|c\\.us|lid)|[?&].*)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS_AND_SIGNS =
      Pattern.compile("\\(?\\+?[\\d().\\-/_,·•'\\s\\p{Pd}\\p{Z}]+");

  private SearchNumber() {}

  /// The digits that a number may contain; empty if the text is not a number of at least six
  /// digits. `countryCode` replaces a leading 0.
  public static List<String> digits(String text, String countryCode) {
    String plain = plain(text);
    if (!DIGITS_AND_SIGNS.matcher(plain).matches()) {
      return List.of();
    }
    String all = plain.replaceAll("\\D", "");
    boolean isWhole = plain.startsWith("+") || plain.startsWith("(+") || all.startsWith("00");
    // In "+62 (0)811" the 0 is dialled within the country only.
    String digits = isWhole ? plain.replace("(0)", "").replaceAll("\\D", "") : all;
    Set<String> found = new LinkedHashSet<>();
    if (digits.startsWith("00")) {
      add(found, international(digits.substring(2), countryCode));
    } else if (digits.startsWith("0")) {
      add(found, international(countryCode + digits.substring(1), countryCode));
      add(found, digits);
    } else {
      add(found, international(digits, countryCode));
      add(found, digits);
    }
    return List.copyOf(found);
  }

  private static String plain(String text) {
    String visible =
        INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("").strip();
    Matcher address = ADDRESS.matcher(withLatinDigits(visible));
    String number = LABEL.matcher(address.replaceFirst("")).replaceFirst("");
    return END.matcher(number).replaceFirst("").strip();
  }

  private static String withLatinDigits(String text) {
    StringBuilder latin = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER) {
            latin.append(Character.digit(point, 10));
          } else {
            latin.appendCodePoint(point);
          }
        });
    return latin.toString();
  }

  private static String international(String digits, String countryCode) {
    return digits.startsWith(countryCode + "0")
        ? countryCode + digits.substring(countryCode.length() + 1)
        : digits;
  }

  private static void add(Set<String> found, String digits) {
    if (digits.length() >= SHORTEST && digits.length() <= LONGEST) {
      found.add(digits);
    }
  }
}
