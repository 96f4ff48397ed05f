package id.balas.bot.ai;

import id.balas.service.settings.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

  /// The first digits of the prompt's SHA-256, stored with each answer for later analysis.
  String promptVersion() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(prompt.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
