package id.balas.events.wire;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/// A topic and its required settings. `retention` is null for a compacted topic. `singlePartition`
/// is for a topic that one instance reads. All other topics have the same partition count, which
/// can never change: keys would move to other partitions.
public record Topic(String name, @Nullable Duration retention, boolean singlePartition) {

  public static final int DEFAULT_PARTITIONS = 12;
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  public String cleanupPolicy() {
    return retention == null ? "compact" : "delete";
  }

  public int partitions(int common) {
    return singlePartition ? 1 : common;
  }

  /// The topic for records that cannot be read or processed.
  public Topic deadLetters() {
    return new Topic(name + "-dlt", Duration.ofDays(30), singlePartition);
  }

  /// For the job that creates the topics. A service never creates one.
  public NewTopic toCreate(int partitions, short replication) {
    Map<String, String> settings =
        retention == null
            ? Map.of("cleanup.policy", "compact", "max.message.bytes", "" + MAX_MESSAGE_BYTES)
            : Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "" + retention.toMillis(),
                "max.message.bytes", "" + MAX_MESSAGE_BYTES);
    return new NewTopic(name, partitions(partitions), replication).configs(settings);
  }
}
