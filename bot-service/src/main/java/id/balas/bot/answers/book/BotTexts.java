package id.balas.bot.answers.book;

import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.service.settings.InvalidSettingException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/// The bot's own texts, from `messages_id.properties` and `messages_en.properties`. The setting
/// `balas.bot.texts.<key>` overrides both languages, `balas.bot.texts.<key>.en` only one.
@Component
public final class BotTexts {

  private static final Set<String> KEYS =
      Set.of(
          "default-reply",
          "away",
          "away-for-long",
          "agent",
          "pause",
          "bot",
          "hand-off",
          "without-text",
          "open-again",
          "rating",
          "rated");

  /// `language` is the default: for notices, and for messages whose language is unclear. With
  /// `replyWithoutText`, a message without text gets a reply.
  @ConfigurationProperties("balas.bot")
  record Wording(Language language, boolean replyWithoutText, Map<String, String> texts) {
    Wording {
      texts = texts == null ? Map.of() : texts;
    }
  }

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
  private final Wording wording;

  BotTexts(Wording wording) {
    this.wording = wording;
    messages.setBasename("messages");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    wording.texts().forEach(BotTexts::check);
  }

  private static void check(String key, String text) {
    if (!KEYS.contains(key.replaceFirst("\\.(id|en)$", ""))) {
      throw new InvalidSettingException(
          "balas.bot.texts." + key, "is unknown", "use one of " + KEYS.stream().sorted().toList());
    }
    try {
      var _ = Variable.in("", text);
    } catch (InvalidAnswerException e) {
      throw new InvalidSettingException(
          "balas.bot.texts." + key, e.requirement(), "correct or omit the variable");
    }
  }

  /// The language of a text, that of the bot if it is unclear.
  public Language languageOf(String words) {
    return languageOf(NormalizedText.of(words));
  }

  Language languageOf(NormalizedText words) {
    return Language.of(words, wording.language());
  }

  String defaultReply(Language language, Variable.Values values) {
    return Variable.fill(text("default-reply", language), language, values);
  }

  String away(Language language, Variable.Values values) {
    boolean opens = Variable.NEXT_OPENING.value(language, values).isPresent();
    return Variable.fill(text(opens ? "away" : "away-for-long", language), language, values);
  }

  String notice(Notice notice, Variable.Values values) {
    String key = notice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    boolean promisesPerson = notice == Notice.AGENT || notice == Notice.HAND_OFF;
    return promisesPerson ? withNextOpening(key, values) : filled(key, values);
  }

  /// Null if the setting is off.
  @Nullable String replyWithoutText(Variable.Values values) {
    return wording.replyWithoutText() ? withNextOpening("without-text", values) : null;
  }

  // At night, the customer reads when a person can answer.
  private String withNextOpening(String key, Variable.Values values) {
    String text = filled(key, values);
    boolean opensLater =
        !values.hours().areOpen(values.at())
            && Variable.NEXT_OPENING.value(wording.language(), values).isPresent();
    return opensLater ? text + " " + filled("open-again", values) : text;
  }

  private String filled(String key, Variable.Values values) {
    return Variable.fill(text(key, wording.language()), wording.language(), values);
  }

  private String text(String key, Language language) {
    String own = wording.texts().get(key + "." + language.code());
    String both = wording.texts().get(key);
    return own != null
        ? own
        : both != null ? both : messages.getMessage(key, null, language.locale());
  }
}
