package id.balas.bot.ai.usage;

import id.balas.service.settings.InvalidSettingException;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The limits of AI calls, shared by all instances, and their price. The day of `dailyTokens` is in
/// `timeZone`. Prices are per million tokens.
@ConfigurationProperties("balas.bot.ai")
public record AiUsageProperties(
    int perChatAndHour,
    int perMinute,
    long dailyTokens,
    ZoneId timeZone,
    BigDecimal promptPrice,
    BigDecimal answerPrice) {

  public AiUsageProperties {
    if (dailyTokens < 1 || perMinute < 1 || perChatAndHour < 1) {
      throw new InvalidSettingException(
          "balas.bot.ai",
          "has a limit below 1",
          "raise it, or leave OPENAI_API_KEY empty to do without AI");
    }
  }
}
