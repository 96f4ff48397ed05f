package id.balas.bot.chat;

import id.balas.bot.chat.store.Chats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Republishes recently changed chat states of newly assigned partitions. A frozen instance may
/// have overwritten a newer state with an old one when it resumed. The rebalance that follows makes
/// each owner publish the current state.
@Component
class StateRepublisher {

  private static final Logger log = LoggerFactory.getLogger(StateRepublisher.class);
  // Automatic messages are never older than this.
  private static final Duration RECENT = Duration.ofMinutes(15);

  private final Chats chats;
  private final DecisionConsumers consumers;
  private final OutboundPublisher publisher;
  private final Clock clock;

  StateRepublisher(
      Chats chats, DecisionConsumers consumers, OutboundPublisher publisher, Clock clock) {
    this.chats = chats;
    this.consumers = consumers;
    this.publisher = publisher;
    this.clock = clock;
  }

  void publish(Collection<TopicPartition> assigned) {
    Instant now = clock.instant();
    try {
      publisher.publish(
          chats.changedSince(now.minus(RECENT)).stream()
              .filter(chat -> assigned.contains(consumers.partitionOf(chat.key())))
              .map(chat -> chat.state(now)));
    } catch (RuntimeException e) {
      log.warn(
          "Could not republish the chat states of {} partitions: {}",
          assigned.size(),
          e.toString());
    }
  }
}
