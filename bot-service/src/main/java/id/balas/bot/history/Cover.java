package id.balas.bot.history;

import id.balas.events.ChatKey;
import id.balas.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/// Since when the log still has all that a chat's history is made of. What is older was made of
/// records that are gone, and no rebuild may touch it. `begun` and `begins` are where the log began
/// before and after it was read, `oldest` is the time of each first record.
record Cover(
    Map<TopicPartition, Long> begun,
    Map<TopicPartition, Long> begins,
    Map<TopicPartition, Instant> oldest) {

  // Producers' clocks differ, so a record may be a little older than the one before it.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final Instant ALWAYS = Instant.EPOCH;

  /// Of the chat's messages.
  Instant since(ChatKey chat) {
    int partition = partitionOf(chat);
    return latest(
        ofMessages(new TopicPartition(Topics.CHAT_INPUTS, partition)),
        ofSequels(new TopicPartition(Topics.OUTBOUND_MESSAGES, partition)),
        statuses());
  }

  /// Of what another program sent there.
  Instant sinceOfEchoes(ChatKey chat) {
    return latest(
        since(chat), ofMessages(new TopicPartition(Topics.MESSAGE_ECHOES, partitionOf(chat))));
  }

  // A status may be keyed by its message, and stand in any partition.
  private Instant statuses() {
    Predicate<TopicPartition> isOfStatuses =
        partition -> partition.topic().equals(Topics.MESSAGE_STATUSES);
    return begins.keySet().stream()
        .filter(isOfStatuses)
        .map(this::ofSequels)
        .max(Instant::compareTo)
        .orElse(NEVER);
  }

  // A log that never had a record proves nothing: it may be new, and the history older.
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
    return begin(partition) != begun.getOrDefault(partition, 0L);
  }

  private long begin(TopicPartition partition) {
    return begins.getOrDefault(partition, 0L);
  }

  // As Kafka's own producers choose it.
  private int partitionOf(ChatKey chat) {
    long count =
        begins.keySet().stream()
            .filter(partition -> partition.topic().equals(Topics.CHAT_INPUTS))
            .count();
    return (int)
        (Utils.toPositive(Utils.murmur2(chat.toString().getBytes(StandardCharsets.UTF_8))) % count);
  }

  private static Instant latest(Instant... times) {
    return Stream.of(times).max(Instant::compareTo).orElse(NEVER);
  }
}
