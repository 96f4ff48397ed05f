package id.balas.bot.history.rebuild;

import id.balas.events.value.ChatKey;
import id.balas.events.wire.Topics;
import id.balas.service.kafka.KeyPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// The time from which Kafka still has all records of a chat's history. A rebuild must not touch
/// older messages, because their records are deleted. `firstOffsetsBefore` and `firstOffsetsAfter`
/// are the first offsets before and after reading; `oldest` is the timestamp of each partition's
/// first record.
record LogCoverage(
    Map<TopicPartition, Long> firstOffsetsBefore,
    Map<TopicPartition, Long> firstOffsetsAfter,
    Map<TopicPartition, Instant> oldest) {

  // Producer clocks differ, so a record may be slightly older than the one before it.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final Instant ALWAYS = Instant.EPOCH;

  /// From when the chat's messages are complete.
  Instant since(ChatKey chat) {
    int partition = partitionOf(chat);
    return latest(
        ofMessages(new TopicPartition(Topics.CHAT_INPUTS, partition)),
        ofSequels(new TopicPartition(Topics.OUTBOUND_MESSAGES, partition)),
        statuses());
  }

  /// From when messages of other programs in the chat are complete.
  Instant sinceOfEchoes(ChatKey chat) {
    return latest(
        since(chat), ofMessages(new TopicPartition(Topics.MESSAGE_ECHOES, partitionOf(chat))));
  }

  // A status may be keyed by its message id, so it may be in any partition.
  private Instant statuses() {
    Predicate<TopicPartition> isOfStatuses =
        partition -> partition.topic().equals(Topics.MESSAGE_STATUSES);
    return firstOffsetsAfter.keySet().stream()
        .filter(isOfStatuses)
        .map(this::ofSequels)
        .max(Instant::compareTo)
        .orElse(NEVER);
  }

  // An empty partition proves nothing: the topic may be newer than the history.
  private Instant ofMessages(TopicPartition partition) {
    Instant first = oldest.get(partition);
    return first == null || isMoving(partition)
        ? NEVER
        : begin(partition) == 0 ? first : first.plus(CLOCKS_DIFFER);
  }

  private Instant ofSequels(TopicPartition partition) {
    return begin(partition) == 0 && !isMoving(partition) ? ALWAYS : ofMessages(partition);
  }

  private boolean isMoving(TopicPartition partition) {
    return begin(partition) != firstOffsetsBefore.getOrDefault(partition, 0L);
  }

  private long begin(TopicPartition partition) {
    return firstOffsetsAfter.getOrDefault(partition, 0L);
  }

  private int partitionOf(ChatKey chat) {
    long count =
        firstOffsetsAfter.keySet().stream()
            .filter(partition -> partition.topic().equals(Topics.CHAT_INPUTS))
            .count();
    return KeyPartition.of(chat.toString(), (int) count);
  }

  private static Instant latest(Instant... times) {
    return Stream.of(times).max(Instant::compareTo).orElse(NEVER);
  }
}
