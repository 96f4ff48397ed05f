package id.balas.bot.chat;

import id.balas.bot.chat.store.DueChats;
import id.balas.bot.decision.Chat;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Publishes a command for each conversation without a message for long. Only the owner of the
/// chat's partition publishes, at most 100 commands a second: a million idle conversations must not
/// delay a customer's message. It goes through the list again and again, so a chat gets its command
/// once per round; repeats are decided once.
@Component
class IdleConversations {

  static final int MOST_PER_SECOND = 100;

  private static final Logger log = LoggerFactory.getLogger(IdleConversations.class);
  private static final int PAGES_PER_SECOND = 10;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);

  private final DueChats chats;
  private final DecisionConsumers consumers;
  private final OutboundPublisher publisher;
  private final Clock clock;
  private final Duration idle;
  private final boolean peopleAreWritten;
  private @Nullable Chat last;
  private Instant nextRound = Instant.MIN;

  IdleConversations(
      DueChats chats,
      DecisionConsumers consumers,
      OutboundPublisher publisher,
      Clock clock,
      BotProperties settings,
      @Value("${balas.people.write}") boolean peopleAreWritten) {
    this.chats = chats;
    this.consumers = consumers;
    this.publisher = publisher;
    this.clock = clock;
    this.idle = settings.conversation().idle();
    this.peopleAreWritten = peopleAreWritten;
  }

  @Scheduled(fixedRateString = "PT1S")
  void endSome() {
    Instant now = clock.instant();
    if (!peopleAreWritten || now.isBefore(nextRound)) {
      return;
    }
    try {
      List<EndConversation> ends = next(now);
      if (!ends.isEmpty()) {
        publisher.publish(ends.stream());
        log.info("Published {} commands: no more messages came", ends.size());
      }
      if (last == null) {
        nextRound = now.plus(ends.isEmpty() ? Duration.ofSeconds(5) : BETWEEN_ROUNDS);
      }
    } catch (RuntimeException e) {
      log.warn("Could not end idle conversations, retrying: {}", e.toString());
    }
  }

  // Continues behind the last chat. At the end of the list, `last` is null again.
  private List<EndConversation> next(Instant now) {
    List<EndConversation> ends = new ArrayList<>();
    for (int page = 0; page < PAGES_PER_SECOND; page++) {
      List<Chat> found = chats.idleSince(now.minus(idle), last, MOST_PER_SECOND);
      for (Chat chat : found) {
        if (ends.size() == MOST_PER_SECOND) {
          return ends;
        }
        last = chat;
        Conversation conversation = chat.handling().conversation();
        if (conversation != null && consumers.own(chat.key())) {
          ends.add(end(chat, conversation, now));
        }
      }
      if (found.size() < MOST_PER_SECOND) {
        last = null;
        return ends;
      }
    }
    return ends;
  }

  private static EndConversation end(Chat chat, Conversation conversation, Instant now) {
    String about = chat.key() + "@" + conversation.id() + "@" + conversation.activeAt();
    return new EndConversation(
        "end-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        chat.key().channel(),
        chat.key().chatId(),
        Issuer.system("clock"),
        now,
        conversation.id());
  }
}
