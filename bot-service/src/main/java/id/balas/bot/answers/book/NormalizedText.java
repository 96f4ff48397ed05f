package id.balas.bot.answers.book;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text, normalized for matching. `line` is lower case with single spaces. `plain` has only
/// letters and digits, with a space before and after each word. Only the first 1,000 characters
/// count.
record NormalizedText(String line, String plain) {

  static final int LONGEST = 1000;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  static NormalizedText of(String text) {
    String beginning = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String small = Normalizer.normalize(beginning, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return new NormalizedText(
        SPACES.matcher(small).replaceAll(" ").strip(),
        " " + SIGNS.matcher(small).replaceAll(" ").strip() + " ");
  }

  /// The text has only punctuation or emojis.
  boolean hasNoWord() {
    return plain.isBlank();
  }
}
