package id.balas.bot.decision.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A customer's answer to the question how content they are: a bare number from 1 to 5, `5/5`, or
/// stars. A comment may follow `5/5` or stars, or on a line of its own. `5 boxes, please` and the
/// date `4/5/2026` are no ratings.
public record RatingAnswer(int stars, @Nullable String comment) {

  private static final int LONGEST = 2_000;
  private static final int LONGEST_COMMENT = 1_000;

  private static final String NUMBER = "(?<number>[1-5])";
  private static final String WORD = "(?:bintang|nilai|rating|stars?)";
  private static final String BARE =
      "(?:" + WORD + "\\s+)?" + NUMBER + "(?:\\s*/\\s*5)?(?:\\s+" + WORD + ")?\\s*[.!]*";
  private static final String OF_FIVE = "(?<of>[1-5])\\s*/\\s*5\\b(?!\\s*[/-]\\s*\\d|[.,]\\d)";
  private static final String STARS = "(?<stars>[\\u2B50\\u2605\\x{1F31F}]{1,5})\\u2606*";
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?:" + BARE + "(?:\\R(?<after>.*))?|(?:" + OF_FIVE + "|" + STARS + ")(?<comment>.*))",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  // What makes a digit a keycap emoji, and a symbol a coloured one.
  private static final Pattern DECORATION = Pattern.compile("[\\uFE0F\\u20E3*_]");
  private static final Pattern BEFORE_COMMENT = Pattern.compile("^[\\s,.:;!–-]+");

  /// Empty if the text is no rating.
  public static Optional<RatingAnswer> of(String words) {
    String text = DECORATION.matcher(words).replaceAll("").strip();
    Matcher answer = ANSWER.matcher(text);
    if (text.length() > LONGEST || !answer.matches()) {
      return Optional.empty();
    }
    String number = first(answer.group("number"), answer.group("of"));
    String stars = answer.group("stars");
    return Optional.of(
        new RatingAnswer(
            number != null
                ? Integer.parseInt(number)
                : stars == null ? 0 : stars.codePointCount(0, stars.length()),
            comment(first(answer.group("after"), answer.group("comment")))));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  private static @Nullable String comment(@Nullable String text) {
    String comment = text == null ? "" : BEFORE_COMMENT.matcher(text).replaceFirst("").strip();
    return comment.isEmpty() ? null : Texts.atMost(LONGEST_COMMENT, comment);
  }
}
