package id.balas.bot.chat;

import id.balas.bot.decision.Policy;
import id.balas.settings.UnusableSetting;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `admins` is `WHAPI_ADMINS`: WhatsApp numbers, comma-separated, with or without a plus or a suffix.
@ConfigurationProperties("balas.bot")
record BotProperties(String admins, Duration answerWithin, Duration humanWindow) {

  Policy policy() {
    Set<String> chatIds = new HashSet<>();
    for (String written : admins.split(",", -1)) {
      if (!written.isBlank()) {
        chatIds.add(chatId(written.strip()));
      }
    }
    return new Policy(Set.copyOf(chatIds), answerWithin, humanWindow);
  }

  private static String chatId(String written) {
    String digits = written.replaceFirst("@.*", "").replaceAll("[+\\s-]", "");
    if (!digits.matches("\\d{7,15}")) {
      throw new UnusableSetting(
          "WHAPI_ADMINS", "holds \"" + written + "\", which is no number", "write numbers like 628110000001, comma-separated");
    }
    return digits + "@s.whatsapp.net";
  }
}
