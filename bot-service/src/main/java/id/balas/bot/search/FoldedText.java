package id.balas.bot.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text in the form in which it is compared: small letters without accents. Does what the database
/// function `bot.fold` does.
final class FoldedText {

  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final String WITH_STROKE = "ØøŁłĐđı";
  private static final String WITHOUT_STROKE = "OoLlDdi";

  private FoldedText() {}

  static String of(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    for (int i = 0; i < WITH_STROKE.length(); i++) {
      plain = plain.replace(WITH_STROKE.charAt(i), WITHOUT_STROKE.charAt(i));
    }
    return plain.replace("ß", "ss").replace("æ", "ae").toLowerCase(Locale.ROOT);
  }

  /// The words of a text, without the signs between them.
  static List<String> words(String text) {
    return Arrays.stream(SIGNS.split(text)).filter(word -> !word.isEmpty()).toList();
  }
}
