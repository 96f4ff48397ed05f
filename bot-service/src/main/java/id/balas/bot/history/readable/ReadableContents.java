package id.balas.bot.history.readable;

import id.balas.bot.history.HistoryProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The plain texts in the language that a caller accepts.
@Component
public class ReadableContents {

  private static final Locale INDONESIAN = Locale.of("id");

  private final Map<String, ReadableContent> byLanguage;
  private final ReadableContent home;

  ReadableContents(HistoryProperties settings, @Value("${balas.bot.language}") String language) {
    var english = new ReadableContent(Locale.ENGLISH, settings.timeZone());
    var indonesian = new ReadableContent(INDONESIAN, settings.timeZone());
    // Old clients write "in" for Indonesian.
    this.byLanguage = Map.of("en", english, "id", indonesian, "in", indonesian);
    this.home = byLanguage.getOrDefault(language, indonesian);
  }

  /// `languages` is the header `Accept-Language`. Without a usable language, the bot's own.
  public ReadableContent accepted(@Nullable String languages) {
    return ranges(languages).stream()
        .filter(range -> range.getWeight() > 0)
        .map(range -> byLanguage.get(range.getRange().split("-", 2)[0]))
        .filter(content -> content != null)
        .findFirst()
        .orElse(home);
  }

  private static List<Locale.LanguageRange> ranges(@Nullable String languages) {
    try {
      return languages == null || languages.isBlank()
          ? List.of()
          : Locale.LanguageRange.parse(languages);
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
