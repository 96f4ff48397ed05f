package id.balas.bot.answers.book;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import id.balas.service.web.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/// A language of the bot's texts.
public enum Language {
  ID,
  EN;

  private static final Set<String> INDONESIAN =
      Set.of(
          "ada",
          "anda",
          "apa",
          "apakah",
          "bagaimana",
          "berapa",
          "bisa",
          "boleh",
          "bu",
          "dan",
          "dengan",
          "di",
          "gimana",
          "halo",
          "ini",
          "itu",
          "jam",
          "kak",
          "kapan",
          "ke",
          "kok",
          "mau",
          "min",
          "mohon",
          "pak",
          "saya",
          "selamat",
          "sudah",
          "tanya",
          "terima",
          "tidak",
          "tolong",
          "untuk",
          "ya",
          "yang");
  private static final Set<String> ENGLISH =
      Set.of(
          "a", "and", "are", "can", "could", "do", "does", "for", "have", "hello", "help", "hi",
          "how", "i", "is", "it", "like", "me", "my", "need", "of", "please", "thank", "thanks",
          "the", "there", "to", "want", "what", "when", "where", "you", "your");

  Locale locale() {
    return Locale.of(code());
  }

  /// Throws [InvalidValueException].
  @JsonCreator
  public static Language ofCode(String code) {
    return Arrays.stream(values())
        .filter(language -> language.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("must be one of id, en"));
  }

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Picks the language with more function words in the text; `home` if neither has more.
  static Language of(NormalizedText words, Language home) {
    int indonesian = 0;
    int english = 0;
    for (var each = new StringTokenizer(words.plain(), " "); each.hasMoreTokens(); ) {
      String word = each.nextToken();
      indonesian += INDONESIAN.contains(word) ? 1 : 0;
      english += ENGLISH.contains(word) ? 1 : 0;
    }
    return indonesian == english ? home : indonesian > english ? ID : EN;
  }
}
