package id.balas.bot.ai.assist;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import id.balas.service.web.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;

/// What the AI does for an agent.
enum AssistTask {
  SUGGEST,
  SHORTEN,
  TRANSLATE,
  SUMMARISE;

  /// Throws [InvalidValueException].
  @JsonCreator
  public static AssistTask ofCode(String code) {
    return Arrays.stream(values())
        .filter(task -> task.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new InvalidValueException("must be one of suggest, shorten, translate, summarise"));
  }

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it rewrites a text. Otherwise it reads the chat.
  boolean rewrites() {
    return this == SHORTEN || this == TRANSLATE;
  }
}
