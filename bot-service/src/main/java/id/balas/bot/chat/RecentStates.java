package id.balas.bot.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Says again, when partitions change hands, how their chats stand that moved a short while ago. An
/// instance that was frozen may have published an old state over a newer one; its return makes
/// every owner say the present one.
@Component
class RecentStates {

  private static final Logger log = LoggerFactory.getLogger(RecentStates.class);
  // An automatic message is not older than this anyway.
  private static final Duration RECENT = Duration.ofMinutes(15);

  private final Chats chats;
  private final DecisionConsumers consumers;
  private final OutboundPublisher publisher;
  private final Clock clock;

  RecentStates(Chats chats, DecisionConsumers consumers, OutboundPublisher publisher, Clock clock) {
    this.chats = chats;
    this.consumers = consumers;
    this.publisher = publisher;
    this.clock = clock;
  }

  void publish(Collection<TopicPartition> assigned) {
    Instant now = clock.instant();
    try {
      publisher.publish(
          chats.movedSince(now.minus(RECENT)).stream()
              .filter(chat -> assigned.contains(consumers.partitionOf(chat.key())))
              .map(chat -> chat.state(now)));
    } catch (RuntimeException e) {
      log.warn(
          "Could not say again how the chats of {} partitions stand: {}",
          assigned.size(),
          e.toString());
    }
  }
}
