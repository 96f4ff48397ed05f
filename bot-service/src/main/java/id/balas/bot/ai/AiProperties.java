package id.balas.bot.ai;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How questions are answered. After a question the bot waits `quiet` for more questions, at most
/// `longestWait`. `atOnce` is the number of chats that are answered at the same time.
@ConfigurationProperties("balas.bot.ai")
record AiProperties(
    String prompt,
    int contextMessages,
    Duration quiet,
    Duration longestWait,
    int atOnce,
    Duration keep) {

  AiProperties {
    if (atOnce < 1) {
      throw new InvalidSettingException(
          "balas.bot.ai.at-once",
          "is below 1",
          "raise it, or leave OPENAI_API_KEY empty to do without AI");
    }
  }
}
