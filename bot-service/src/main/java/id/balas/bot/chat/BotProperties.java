package id.balas.bot.chat;

import id.balas.bot.decision.Policy;
import id.balas.bot.decision.people.PeoplePolicy;
import id.balas.bot.decision.text.PhoneNumber;
import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `admins` is `WHAPI_ADMINS`: comma-separated WhatsApp numbers in any usual notation.
/// `countryCode` applies to numbers that begin with 0.
@ConfigurationProperties("balas.bot")
public record BotProperties(
    String admins,
    String countryCode,
    Duration answerWithin,
    Duration humanWindow,
    boolean defaultReplyWaits,
    Conversation conversation) {

  /// A conversation ends after `idle` without a message. A message within `reopen` after it was
  /// resolved still belongs to it.
  public record Conversation(Duration idle, Duration reopen) {}

  public BotProperties {
    if (!countryCode.matches("[1-9]\\d{0,3}")) {
      throw new InvalidSettingException(
          "balas.bot.country-code",
          "is \"" + countryCode + "\", which is not a country code",
          "write digits alone, such as 62");
    }
  }

  public Policy policy(boolean write) {
    Set<String> chatIds = new HashSet<>();
    for (String written : admins.split(",", -1)) {
      if (!written.isBlank()) {
        chatIds.add(chatId(written.strip()));
      }
    }
    return new Policy(
        Set.copyOf(chatIds),
        answerWithin,
        humanWindow,
        countryCode,
        new PeoplePolicy(write, defaultReplyWaits, conversation.idle(), conversation.reopen()));
  }

  private String chatId(String written) {
    return PhoneNumber.chatId(written, countryCode)
        .orElseThrow(() ->
            new InvalidSettingException(
                "WHAPI_ADMINS",
                "holds \"" + written + "\", which is not a phone number",
                "write numbers like 628110000001, comma-separated"));
  }
}
