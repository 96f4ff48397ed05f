package id.balas.bot.ai.server;

import id.balas.service.settings.InvalidSettingException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The AI is on when `apiKey` is set. After a question the bot waits `quiet` for more questions, at
/// most `longestWait`. `timeLimit` covers all attempts of one call. `dailyTokens` is shared by all
/// instances; the day is in `timeZone`. Prices are per million tokens.
@ConfigurationProperties("balas.bot.ai")
public record AiProperties(
    String apiKey,
    URI baseUrl,
    String model,
    String prompt,
    int contextMessages,
    Duration quiet,
    Duration longestWait,
    Duration timeLimit,
    int tries,
    int longestAnswer,
    int atOnce,
    int perChatAndHour,
    int perMinute,
    long dailyTokens,
    ZoneId timeZone,
    BigDecimal promptPrice,
    BigDecimal answerPrice,
    Duration keep) {

  public AiProperties {
    apiKey = apiKey.strip();
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new InvalidSettingException(
          "OPENAI_BASE_URL", "is no address", "write one such as https://api.openai.com/v1");
    }
    if (model.isBlank()) {
      throw new InvalidSettingException(
          "OPENAI_MODEL", "is empty", "name a model of the AI server, or leave the line out");
    }
    if (tries < 1
        || atOnce < 1
        || longestAnswer < 1
        || dailyTokens < 1
        || perMinute < 1
        || perChatAndHour < 1) {
      throw new InvalidSettingException(
          "balas.bot.ai",
          "has a limit below 1",
          "raise it, or leave OPENAI_API_KEY empty to do without AI");
    }
  }

  public boolean isOn() {
    return !apiKey.isEmpty();
  }

  /// The model and prompt version, stored with each answer for later analysis.
  public String basis() {
    return model + ", prompt " + promptVersion();
  }

  private String promptVersion() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(prompt.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Omits the API key.
  @Override
  public String toString() {
    return "AiProperties[" + model + " at " + baseUrl.getHost() + "]";
  }
}
