package id.balas.events.wire;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/// A topic and what it must be. `retention` is null for a compacted one; `singlePartition` for a
/// log that one instance reads alone. All others have the same partition count, for ever: it is
/// part of the data.
public record Topic(String name, @Nullable Duration retention, boolean singlePartition) {

  public static final int DEFAULT_PARTITIONS = 12;
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  public String cleanupPolicy() {
    return retention == null ? "compact" : "delete";
  }

  public int partitions(int common) {
    return singlePartition ? 1 : common;
  }

  /// Where single records go that could not be read or handled.
  public Topic deadLetters() {
    return new Topic(name + "-dlt", Duration.ofDays(30), singlePartition);
  }

  /// For whoever makes the topics: never a service.
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
