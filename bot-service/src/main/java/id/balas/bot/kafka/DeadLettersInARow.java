package id.balas.bot.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Counts the dead letters of each partition since its last decided input. A bad record is an
/// exception; many in a row mean that this release or a setting is bad, and then a partition must
/// stop before it dead-letters every customer. The offset that is committed at a stop says so: the
/// next owner, also this process after a restart, stops at its first bad record.
public final class DeadLettersInARow {

  /// The metadata of an offset that is committed at a stop.
  public static final String STOPPED = "stopped after dead letters in a row";

  private final int most;
  private final Map<TopicPartition, Integer> counts = new HashMap<>();
  private final Set<TopicPartition> owned = new HashSet<>();

  public DeadLettersInARow(int most) {
    this.most = most;
  }

  /// Records of these partitions follow. Throws Kafka's exceptions.
  public void takeOver(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
    Set<TopicPartition> unknown = new HashSet<>(partitions);
    unknown.removeAll(owned);
    if (unknown.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(unknown);
    for (TopicPartition partition : unknown) {
      OffsetAndMetadata last = committed.get(partition);
      if (last != null && STOPPED.equals(last.metadata())) {
        counts.put(partition, most);
      }
    }
    owned.addAll(unknown);
  }

  public void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(owned::remove);
    partitions.forEach(counts::remove);
  }

  /// Whether the partition must stop at the next bad record.
  public boolean isReached(TopicPartition partition) {
    return counts.getOrDefault(partition, 0) >= most;
  }

  public void deadLettered(TopicPartition partition) {
    counts.merge(partition, 1, Integer::sum);
  }

  public void decided(Collection<TopicPartition> partitions) {
    partitions.forEach(counts::remove);
  }
}
