package id.balas.sender.outbound;

import id.balas.events.wire.Topics;
import id.balas.sender.queue.PartitionShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The poll loop of one consumer: queues messages, commits offsets of finished and parked ones, and
/// hands back partitions. [PartitionShare] decides; this class calls Kafka.
final class OutboundPoll implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(OutboundPoll.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(250);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(3);
  private static final Duration UNKNOWN_KIND_RETRY = Duration.ofSeconds(10);
  // The other members of the group wait meanwhile. A call that takes longer is covered by the lease
  // of its attempt.
  private static final Duration BEFORE_GIVING_BACK = Duration.ofSeconds(3);
  private static final Duration BEFORE_STOPPING = Duration.ofSeconds(18);

  static final Duration LONGEST_CLOSE = BEFORE_STOPPING.plus(COMMIT_WITHIN);

  /// Creates the poll loop of each new consumer.
  @Component
  record Factory(
      OutboundRecords records, Dispatcher dispatcher, ParkedChats parkedChats, Clock clock) {

    OutboundPoll of(Consumer<String, byte[]> consumer) {
      var poll = new OutboundPoll(consumer, this);
      consumer.subscribe(List.of(Topics.OUTBOUND_MESSAGES), poll);
      return poll;
    }
  }

  private final Consumer<String, byte[]> consumer;
  private final OutboundRecords records;
  private final Dispatcher dispatcher;
  private final ParkedChats parkedChats;
  private final Clock clock;
  private final PartitionShare share = new PartitionShare();
  private Instant commitAt = Instant.MIN;

  private OutboundPoll(Consumer<String, byte[]> consumer, Factory parts) {
    this.consumer = consumer;
    this.records = parts.records();
    this.dispatcher = parts.dispatcher();
    this.parkedChats = parts.parkedChats();
    this.clock = parts.clock();
  }

  /// Polls once and returns the time of the poll.
  Instant once() {
    pauseAndResume();
    stopAt(records.queue(consumer.poll(POLL)));
    Instant polledAt = clock.instant();
    share.loaded(parkedChats::isLoaded);
    commitNowAndThen();
    return polledAt;
  }

  void close() {
    dispatcher.close();
    giveBack(consumer.assignment(), BEFORE_STOPPING);
  }

  private void pauseAndResume() {
    Instant now = clock.instant();
    boolean isFull = dispatcher.isFull();
    Map<Boolean, List<TopicPartition>> byPaused =
        consumer.assignment().stream()
            .collect(
                Collectors.partitioningBy(
                    partition -> share.mustPause(partition.partition(), isFull, now)));
    consumer.pause(byPaused.getOrDefault(true, List.of()));
    consumer.resume(byPaused.getOrDefault(false, List.of()));
  }

  private void stopAt(Map<TopicPartition, Long> unknown) {
    unknown.forEach((partition, offset) -> {
      consumer.seek(partition, offset);
      share.stop(partition.partition(), clock.instant().plus(UNKNOWN_KIND_RETRY));
    });
  }

  private void commitNowAndThen() {
    if (clock.instant().isBefore(commitAt)) {
      return;
    }
    commitAt = clock.instant().plus(COMMIT_EVERY);
    Map<Integer, Long> finished = share.toCommit(dispatcher.committable());
    if (!finished.isEmpty()) {
      share.committed(finished);
      consumer.commitAsync(
          positions(finished),
          (_, e) -> {
            if (e != null) {
              log.warn("Failed to commit offsets, retrying: {}", e.toString());
              share.commitFailed();
            }
          });
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    offsets.forEach((partition, offset) ->
        positions.put(
            new TopicPartition(Topics.OUTBOUND_MESSAGES, partition),
            new OffsetAndMetadata(offset)));
    return positions;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    log.info("Assigned {} partitions", partitions.size());
    // The same poll may return records of the new partitions.
    consumer.pause(partitions);
    numbers(partitions).forEach(parkedChats::load);
    share.assign(numbers(partitions));
    dispatcher.open();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    dispatcher.close();
    giveBack(partitions, BEFORE_GIVING_BACK);
  }

  // Another instance owns them already. It finds in the database what was finished here.
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    log.warn("Lost {} partitions", partitions.size());
    forget(numbers(partitions));
  }

  private void giveBack(Collection<TopicPartition> partitions, Duration time) {
    List<Integer> given = numbers(partitions);
    try {
      if (!dispatcher.awaitIdle(time)) {
        log.warn("Handed back partitions with {} tasks running", dispatcher.running());
      }
      consumer.commitSync(
          positions(share.finished(given, dispatcher.committable())), COMMIT_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      log.warn(
          "Failed to commit offsets, the next owner reads finished messages again: {}",
          e.toString());
    } finally {
      forget(given);
    }
  }

  private void forget(List<Integer> partitions) {
    partitions.forEach(parkedChats::forget);
    dispatcher.revoke(partitions);
    share.revoke(partitions);
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }
}
