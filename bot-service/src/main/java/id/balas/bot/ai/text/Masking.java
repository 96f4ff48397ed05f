package id.balas.bot.ai.text;

import java.text.Normalizer;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks personal data before text goes to the AI: e-mail addresses, and digits that look like a
/// phone, card, account or identity number. Amounts of money are kept.
public final class Masking {

  // Invisible characters could split a number and hide it from the pattern.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Mn}&&[^\\u200d\\ufe0f]]");
  private static final Pattern MAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}\\s?(?:@|\\(at\\)|\\[at])\\s?[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}");
  // Possessive quantifiers: no backtracking, so long digit sequences take linear time.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:(?<money>(?:rp|idr|usd|\\$)\\.?\\s?)|\\+|\\()?\\p{Nd}(?:[\\s.\\-‐-―()/_,]{0,3}+\\p{Nd})*+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AMOUNT =
      Pattern.compile("\\p{Nd}{1,3}(?:[.,]\\p{Nd}{3}){1,4}(?:[.,]\\p{Nd}{1,2})?|\\p{Nd}{1,12}");
  private static final int SHORTEST_CARD = 13;
  private static final int SHORTEST_NUMBER = 6;

  private Masking() {}

  public static String of(String text) {
    return replace(text, (kind, _) -> "[" + kind + "]");
  }

  /// `mark` returns what replaces a value. It gets the kind, such as `number`, and the value.
  public static String replace(String text, BinaryOperator<String> mark) {
    String visible =
        INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    String withoutMail =
        MAIL.matcher(visible)
            .replaceAll(found -> Matcher.quoteReplacement(mark.apply("email", found.group())));
    return NUMBER
        .matcher(withoutMail)
        .replaceAll(found -> Matcher.quoteReplacement(mask(found, mark)));
  }

  private static String mask(MatchResult found, BinaryOperator<String> mark) {
    String number = found.group().substring(found.group(1) == null ? 0 : found.group(1).length());
    long digits = number.codePoints().filter(Character::isDigit).count();
    boolean isMoney = found.group(1) != null && AMOUNT.matcher(number).matches();
    if (digits < SHORTEST_NUMBER || isMoney) {
      return found.group();
    }
    return mark.apply(digits < SHORTEST_CARD ? "number" : "card or id number", found.group());
  }
}
