package id.balas.bot.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Counts the dead letters of each partition since its last decided input. A bad record is an
/// exception; many in a row mean that this release or a setting is bad, and then a partition must
/// stop before it dead-letters every customer. The count begins anew with the process.
public final class DeadLettersInARow {

  private final int most;
  private final Map<TopicPartition, Integer> counts = new HashMap<>();

  public DeadLettersInARow(int most) {
    this.most = most;
  }

  /// Whether the partition must stop at the next bad record.
  public boolean isReached(TopicPartition partition) {
    return counts.getOrDefault(partition, 0) >= most;
  }

  public void deadLettered(TopicPartition partition) {
    counts.merge(partition, 1, Integer::sum);
  }

  public void decided(Collection<TopicPartition> partitions) {
    counts.keySet().removeAll(partitions);
  }
}
