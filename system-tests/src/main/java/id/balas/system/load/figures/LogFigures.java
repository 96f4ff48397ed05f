package id.balas.system.load.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The ends of the topics' partitions, the bytes that each topic has on disk, and how far each
/// consumer group is behind. Transactions add a record of their own to a partition.
public record LogFigures(
    Map<TopicPartition, Long> ends, Map<String, Long> bytes, Map<String, Long> lag) {

  public static LogFigures read(Admin admin) {
    try {
      List<TopicPartition> partitions = new ArrayList<>();
      admin
          .describeTopics(admin.listTopics().names().get())
          .allTopicNames()
          .get()
          .forEach((name, topic) ->
              topic
                  .partitions()
                  .forEach(part -> partitions.add(new TopicPartition(name, part.partition()))));
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(latest).all().get();
      found.forEach((partition, info) -> ends.put(partition, info.offset()));
      return new LogFigures(ends, bytes(admin), lag(admin, ends));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka's figures cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Long> bytes(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<String, Long> bytes = new TreeMap<>();
    List<Integer> brokers =
        admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
    admin
        .describeLogDirs(brokers)
        .allDescriptions()
        .get()
        .values()
        .forEach(directories ->
            directories
                .values()
                .forEach(directory ->
                    directory
                        .replicaInfos()
                        .forEach((partition, replica) ->
                            bytes.merge(partition.topic(), replica.size(), Long::sum))));
    return bytes;
  }

  private static Map<String, Long> lag(Admin admin, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<String, Long> lag = new TreeMap<>();
    for (var group : admin.listGroups().all().get()) {
      KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets =
          admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata();
      long behind = 0;
      for (var partition : offsets.get().entrySet()) {
        if (partition.getValue() != null) {
          behind +=
              Math.max(
                  0, ends.getOrDefault(partition.getKey(), 0L) - partition.getValue().offset());
        }
      }
      lag.put(group.groupId(), behind);
    }
    return lag;
  }

  /// Records added to each topic since `before`.
  public Map<String, Long> recordsSince(LogFigures before) {
    Map<String, Long> records = new TreeMap<>();
    ends.forEach((partition, end) -> {
      long added = end - before.ends.getOrDefault(partition, 0L);
      if (added > 0) {
        records.merge(partition.topic(), added, Long::sum);
      }
    });
    return records;
  }

  /// Bytes added to each topic since `before`; retention and compaction can make it negative.
  public Map<String, Long> bytesSince(LogFigures before) {
    Map<String, Long> added = new TreeMap<>();
    bytes.forEach((topic, now) -> {
      if (now != before.bytes.getOrDefault(topic, 0L).longValue()) {
        added.put(topic, now - before.bytes.getOrDefault(topic, 0L));
      }
    });
    return added;
  }

  public long totalLag() {
    return lag.values().stream().mapToLong(Long::longValue).sum();
  }
}
