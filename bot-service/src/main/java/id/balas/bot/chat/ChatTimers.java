package id.balas.bot.chat;

import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Chat.Asked;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.AiFailed;
import id.balas.events.ChatCommand.HandBack;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Publishes a command when a human window ends or an AI request times out, because a chat changes
/// only by its inputs. Only the owner of the chat's partition publishes. The command id is derived
/// from the event, so duplicates are decided once.
@Component
class ChatTimers {

  private static final Logger log = LoggerFactory.getLogger(ChatTimers.class);
  private static final int AT_ONCE = 1000;

  private final Chats chats;
  private final DecisionConsumers consumers;
  private final OutboundPublisher publisher;
  private final Clock clock;

  ChatTimers(Chats chats, DecisionConsumers consumers, OutboundPublisher publisher, Clock clock) {
    this.chats = chats;
    this.consumers = consumers;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${balas.bot.look-at-clock-every}")
  void publishDue() {
    Instant now = clock.instant();
    try {
      publish(
          chats.expiredWindows(now, AT_ONCE).stream().map(chat -> handBack(chat, now)),
          "the human window ended");
      publish(
          chats.overdueRequests(now, AT_ONCE).stream().map(chat -> failed(chat, now)),
          "the AI request timed out");
    } catch (RuntimeException e) {
      log.warn("Could not publish due commands of chats, retrying: {}", e.toString());
    }
  }

  private void publish(Stream<ChatCommand> commands, String what) {
    List<ChatCommand> own = commands.filter(command -> consumers.own(command.chat())).toList();
    if (!own.isEmpty()) {
      publisher.publish(own.stream());
      log.info("Published {} commands: {}", own.size(), what);
    }
  }

  private static ChatCommand handBack(Chat chat, Instant now) {
    return new HandBack(
        id("hand-back", chat.key() + "@" + chat.epoch()),
        chat.key().channel(),
        chat.key().chatId(),
        Issuer.system("hand-back"),
        now,
        chat.epoch());
  }

  private static ChatCommand failed(Chat chat, Instant now) {
    List<String> requests =
        chat.asked().stream()
            .filter(question -> question.expiresAt().isBefore(now))
            .map(Asked::requestId)
            .toList();
    return new AiFailed(
        id("ai-late", chat.key() + "@" + requests),
        chat.key().channel(),
        chat.key().chatId(),
        Issuer.system("clock"),
        now,
        requests,
        chat.epoch(),
        "no answer in time");
  }

  private static String id(String kind, String about) {
    return kind + "-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
  }
}
