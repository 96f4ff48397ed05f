package id.balas.bot.ai.assist;

import id.balas.bot.answers.book.Language;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/// The instructions of the AI, in the language in which it writes: `assist_id.properties` and
/// `assist_en.properties`.
@Component
final class AssistPrompts {

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  AssistPrompts() {
    messages.setBasename("assist");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
  }

  String of(AssistTask task, Language language) {
    return text(task.code(), language) + "\n" + text("rules", language);
  }

  /// Also the headings of what the AI reads: `customer`, `company`, `conversation` and `notes`.
  String text(String key, Language language) {
    return messages.getMessage(key, null, Locale.of(language.code()));
  }
}
