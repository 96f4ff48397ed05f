package id.balas.bot.chat;

import id.balas.bot.chat.store.DueChats;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Chat.Asked;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand;
import id.balas.events.PeopleCommand.HandBack;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Publishes a command when a human window or a snooze ends or an AI request times out, because a
/// chat changes only by its inputs. Only the owner of the chat's partition publishes, and each
/// command once: a stopped partition would otherwise get it again every few seconds. The command id
/// is derived from the event, so duplicates of a former owner are decided once.
@Component
class ChatTimers {

  private static final Logger log = LoggerFactory.getLogger(ChatTimers.class);
  static final int PAGE = 1000;
  // Kafka deletes a command before it is decided if its partition is stopped for weeks.
  private static final Duration PUBLISH_AGAIN_AFTER = Duration.ofDays(1);

  private final DueChats chats;
  private final DecisionConsumers consumers;
  private final OutboundPublisher publisher;
  private final Clock clock;
  private final Map<String, Instant> windowsPublished = new HashMap<>();
  private final Map<String, Instant> requestsPublished = new HashMap<>();
  private final Map<String, Instant> snoozesPublished = new HashMap<>();

  ChatTimers(
      DueChats chats, DecisionConsumers consumers, OutboundPublisher publisher, Clock clock) {
    this.chats = chats;
    this.consumers = consumers;
    this.publisher = publisher;
    this.clock = clock;
  }

  /// Returns a page of due chats, from the one after `last`.
  private interface Page {
    List<Chat> after(@Nullable Chat last);
  }

  @Scheduled(fixedDelayString = "${balas.bot.look-at-clock-every}")
  void publishDue() {
    Instant now = clock.instant();
    try {
      publish(
          own(last -> chats.expiredWindows(now, last, PAGE))
              .map(chat -> handBack(chat, now))
              .toList(),
          windowsPublished,
          now,
          "the human window ended");
      publish(
          own(last -> chats.overdueRequests(now, last, PAGE))
              .map(chat -> failed(chat, now))
              .toList(),
          requestsPublished,
          now,
          "the AI request timed out");
      publish(
          own(last -> chats.endedSnoozes(now, last, PAGE))
              .flatMap(chat -> wake(chat, now))
              .toList(),
          snoozesPublished,
          now,
          "the snooze is over");
    } catch (RuntimeException e) {
      log.warn("Could not publish due commands of chats, retrying: {}", e.toString());
    }
  }

  // Reads all pages: those of other instances and stopped partitions must not hide our own.
  private Stream<Chat> own(Page pages) {
    Collection<TopicPartition> partitions = consumers.own();
    List<Chat> own = new ArrayList<>();
    Chat last = null;
    List<Chat> page;
    do {
      page = pages.after(last);
      for (Chat chat : page) {
        if (partitions.contains(consumers.partitionOf(chat.key()))) {
          own.add(chat);
        }
        last = chat;
      }
    } while (page.size() == PAGE);
    return own.stream();
  }

  private void publish(
      List<ChatCommand> due, Map<String, Instant> published, Instant now, String what) {
    Instant since = now.minus(PUBLISH_AGAIN_AFTER);
    Set<String> ids = due.stream().map(ChatCommand::commandId).collect(Collectors.toSet());
    published
        .entrySet()
        .removeIf(it -> !ids.contains(it.getKey()) || it.getValue().isBefore(since));
    List<ChatCommand> fresh =
        due.stream().filter(command -> !published.containsKey(command.commandId())).toList();
    if (!fresh.isEmpty()) {
      publisher.publish(fresh.stream());
      fresh.forEach(command -> published.put(command.commandId(), now));
      log.info("Published {} commands: {}", fresh.size(), what);
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

  private static Stream<ChatCommand> wake(Chat chat, Instant now) {
    Instant until = chat.handling().snoozedUntil();
    return until == null
        ? Stream.of()
        : Stream.of(
            new Wake(
                id("wake", chat.key() + "@" + until),
                chat.key().channel(),
                chat.key().chatId(),
                Issuer.system("clock"),
                now,
                until));
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
        "no answer in time",
        null);
  }

  private static String id(String kind, String about) {
    return kind + "-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8));
  }
}
