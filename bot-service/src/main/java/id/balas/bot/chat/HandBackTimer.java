package id.balas.bot.chat;

import id.balas.bot.decision.Chat;
import id.balas.events.ChatCommand.HandBack;
import id.balas.events.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Time enters a chat only through the log: when a human window is over, a command says so. Every instance may say it;
/// the command's id is the chat and its epoch, so it is decided once.
@Component
class HandBackTimer {

  private static final Logger log = LoggerFactory.getLogger(HandBackTimer.class);

  private final Chats chats;
  private final OutboundPublisher publisher;
  private final Clock clock;

  HandBackTimer(Chats chats, OutboundPublisher publisher, Clock clock) {
    this.chats = chats;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${balas.bot.hand-back-every:5s}")
  void handBack() {
    Instant now = clock.instant();
    List<HandBack> commands = chats.windowsEnded(now).stream().map(chat -> handBack(chat, now)).toList();
    if (!commands.isEmpty()) {
      publisher.publish(commands.stream());
      log.info("Handed {} chats back to the bot", commands.size());
    }
  }

  private static HandBack handBack(Chat chat, Instant now) {
    String window = chat.key() + "@" + chat.epoch();
    String id = "hand-back-" + UUID.nameUUIDFromBytes(window.getBytes(StandardCharsets.UTF_8));
    return new HandBack(
        id, chat.key().channel(), chat.key().chatId(), Issuer.system("hand-back"), now, chat.epoch());
  }
}
