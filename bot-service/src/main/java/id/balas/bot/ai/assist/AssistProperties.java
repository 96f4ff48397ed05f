package id.balas.bot.ai.assist;

import id.balas.service.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `messages` of the chat are shown to the AI. The limit of calls is shared by all instances.
@ConfigurationProperties("balas.bot.ai.assist")
record AssistProperties(int messages, int perUserAndMinute) {

  AssistProperties {
    if (messages < 1 || perUserAndMinute < 1) {
      throw new InvalidSettingException(
          "balas.bot.ai.assist", "has a limit below 1", "raise it, or delete the line");
    }
  }
}
