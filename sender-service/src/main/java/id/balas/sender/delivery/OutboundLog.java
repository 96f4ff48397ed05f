package id.balas.sender.delivery;

import id.balas.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// This instance's share of outbound-messages: takes what comes, commits what has ended or is
/// parked, gives partitions away. When too many messages wait, it takes no more.
@Component
class OutboundLog implements SmartLifecycle {

  static final int PHASE = Integer.MAX_VALUE - 100;

  private static final Logger log = LoggerFactory.getLogger(OutboundLog.class);
  private static final String GROUP = "sender-deliveries";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(250);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(3);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration UNKNOWN_AGAIN_AFTER = Duration.ofSeconds(10);
  // The others wait while we finish; a call that takes longer is known by its lease.
  private static final Duration BEFORE_GIVING_AWAY = Duration.ofSeconds(3);
  private static final Duration BEFORE_STOPPING = Duration.ofSeconds(18);

  private final ConsumerFactory<String, byte[]> consumers;
  private final OutboundListener listener;
  private final Dispatcher dispatcher;
  private final ParkedChats parkedChats;
  private final Clock clock;
  private volatile boolean running;
  private volatile Instant polledAt = Instant.MIN;
  private volatile Thread thread = Thread.currentThread();

  OutboundLog(
      ConsumerFactory<String, byte[]> consumers,
      OutboundListener listener,
      Dispatcher dispatcher,
      ParkedChats parkedChats,
      Clock clock) {
    this.consumers = consumers;
    this.listener = listener;
    this.dispatcher = dispatcher;
    this.parkedChats = parkedChats;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(GROUP).start(this::run);
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer =
          consumers.createConsumer(GROUP, null, "-" + GROUP, new Properties())) {
        new Share(consumer).work();
      } catch (RuntimeException e) {
        log.error("outbound-messages cannot be read, beginning again: {}", e.toString());
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
      }
    }
  }

  /// What one consumer was given, as long as it lives.
  private final class Share implements ConsumerRebalanceListener {

    private final Consumer<String, byte[]> consumer;
    private final Set<TopicPartition> loading = new HashSet<>();
    private final Map<TopicPartition, Instant> stoppedUntil = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private Instant commitAt = Instant.MIN;

    Share(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    void work() {
      consumer.subscribe(List.of(Topics.OUTBOUND_MESSAGES), this);
      while (running) {
        resumeAndPause();
        stopAt(listener.on(consumer.poll(POLL)));
        polledAt = clock.instant();
        loading.removeIf(parkedChats::isLoaded);
        commitNowAndThen();
      }
      dispatcher.close();
      giveBack(consumer.assignment(), BEFORE_STOPPING);
    }

    private void resumeAndPause() {
      Instant now = clock.instant();
      stoppedUntil.values().removeIf(until -> !until.isAfter(now));
      boolean isFull = dispatcher.isFull();
      Predicate<TopicPartition> mustWait =
          partition -> isFull || loading.contains(partition) || stoppedUntil.containsKey(partition);
      Map<Boolean, List<TopicPartition>> byPaused =
          consumer.assignment().stream().collect(Collectors.partitioningBy(mustWait));
      consumer.pause(byPaused.getOrDefault(true, List.of()));
      consumer.resume(byPaused.getOrDefault(false, List.of()));
    }

    private void stopAt(Map<TopicPartition, Long> unknown) {
      unknown.forEach((partition, offset) -> {
        consumer.seek(partition, offset);
        stoppedUntil.put(partition, clock.instant().plus(UNKNOWN_AGAIN_AFTER));
      });
    }

    private void commitNowAndThen() {
      if (clock.instant().isBefore(commitAt)) {
        return;
      }
      commitAt = clock.instant().plus(COMMIT_EVERY);
      Map<TopicPartition, OffsetAndMetadata> finished = finished(consumer.assignment());
      if (!finished.isEmpty() && !finished.equals(committed)) {
        committed = finished;
        consumer.commitAsync(
            finished,
            (_, e) -> {
              if (e != null) {
                log.warn("Offsets not committed yet: {}", e.toString());
                committed = Map.of();
              }
            });
      }
    }

    private Map<TopicPartition, OffsetAndMetadata> finished(Collection<TopicPartition> partitions) {
      Map<Integer, Long> ended = dispatcher.committable();
      return partitions.stream()
          .filter(partition -> ended.containsKey(partition.partition()))
          .collect(
              Collectors.toMap(
                  partition -> partition,
                  partition ->
                      new OffsetAndMetadata(ended.getOrDefault(partition.partition(), 0L))));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      log.info("Given {} partitions", partitions.size());
      // The same poll may bring their records, and these must not overtake what is parked.
      consumer.pause(partitions);
      partitions.forEach(parkedChats::load);
      loading.addAll(partitions);
      dispatcher.open();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      dispatcher.close();
      giveBack(partitions, BEFORE_GIVING_AWAY);
    }

    // Another has them already: what was finished here, it learns from the database.
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      log.warn("Lost {} partitions", partitions.size());
      forget(partitions);
    }

    private void giveBack(Collection<TopicPartition> partitions, Duration time) {
      try {
        if (!dispatcher.awaitQuiet(time)) {
          log.warn("Gave partitions back with {} turns under way", dispatcher.running());
        }
        consumer.commitSync(finished(partitions), COMMIT_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (KafkaException e) {
        log.warn("Offsets not committed, the next owner meets known messages: {}", e.toString());
      } finally {
        forget(partitions);
      }
    }

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(parkedChats::forget);
      dispatcher.revoke(partitions.stream().map(TopicPartition::partition).toList());
      loading.removeAll(partitions);
      stoppedUntil.keySet().removeAll(partitions);
      committed = Map.of();
    }
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join(BEFORE_STOPPING.plus(COMMIT_WITHIN));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Whether messages are being taken.
  boolean isAlive() {
    return running && thread.isAlive();
  }

  Instant lastPolledAt() {
    return polledAt;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
