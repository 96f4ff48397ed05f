package id.balas.bot.ai.server;

import id.balas.service.settings.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The AI server and its calls. The AI is on when `apiKey` is set. `timeLimit` covers all attempts
/// of one call. `longestAnswer` is in tokens. Without `temperature` the server uses its own.
@ConfigurationProperties("balas.bot.ai")
public record AiServerProperties(
    String apiKey,
    URI baseUrl,
    String model,
    Duration timeLimit,
    int tries,
    int longestAnswer,
    @Nullable Double temperature) {

  public AiServerProperties {
    apiKey = apiKey.strip();
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new InvalidSettingException(
          "OPENAI_BASE_URL", "is not an address", "write one such as https://api.openai.com/v1");
    }
    if (model.isBlank()) {
      throw new InvalidSettingException(
          "OPENAI_MODEL", "is empty", "name a model of the AI server, or delete the line");
    }
    if (tries < 1 || longestAnswer < 1) {
      throw new InvalidSettingException(
          "balas.bot.ai",
          "has a limit below 1",
          "raise it, or leave OPENAI_API_KEY empty to do without AI");
    }
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      throw new InvalidSettingException(
          "balas.bot.ai.temperature",
          "is not between 0 and 2",
          "correct it, or leave it empty for the AI server's own");
    }
  }

  public boolean isOn() {
    return !apiKey.isEmpty();
  }

  /// Omits the API key.
  @Override
  public String toString() {
    return "AiServerProperties[" + model + " at " + baseUrl.getHost() + "]";
  }
}
