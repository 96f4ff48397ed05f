package id.balas.ingest.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/// Checks whether the topics are writable: each partition has a leader and enough in-sync replicas.
class KafkaProbe {

  private static final int SECONDS = 2;
  private static final String LEAST_COPIES = "min.insync.replicas";

  private final Map<String, Object> connection;
  private final List<String> topics;

  /// `connection` is the configuration of a Kafka client.
  KafkaProbe(Map<String, Object> connection, List<String> topics) {
    this.connection = new HashMap<>(connection);
    this.connection.put("default.api.timeout.ms", SECONDS * 1000);
    this.connection.put("request.timeout.ms", SECONDS * 1000);
    this.connection.put("reconnect.backoff.max.ms", 250);
    this.topics = topics;
  }

  boolean isFit() throws InterruptedException {
    try (Admin kafka = Admin.create(connection)) {
      int leastCopies = leastCopies(kafka);
      return kafka
          .describeTopics(topics)
          .allTopicNames()
          .get(SECONDS, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> canBeWritten(partition, leastCopies));
    } catch (ExecutionException | TimeoutException | KafkaException _) {
      return false;
    }
  }

  private int leastCopies(Admin kafka)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Collection<Config> configs =
        kafka.describeConfigs(resources).all().get(SECONDS, TimeUnit.SECONDS).values();
    return configs.stream()
        .map(config -> config.get(LEAST_COPIES))
        .mapToInt(entry -> entry == null ? 1 : Integer.parseInt(entry.value()))
        .max()
        .orElse(1);
  }

  private static boolean canBeWritten(TopicPartitionInfo partition, int leastCopies) {
    return partition.leader() != null
        && !partition.leader().isEmpty()
        && partition.isr().size() >= leastCopies;
  }
}
