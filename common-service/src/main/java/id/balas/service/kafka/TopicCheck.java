package id.balas.service.kafka;

import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Checks that topics exist and are configured as required. With a wrong topic a service would lose
/// or reorder records, so it refuses to start and names each problem.
public final class TopicCheck {

  private static final int SECONDS = 15;

  private final Admin kafka;
  private final int partitions;
  private final int replication;
  private final List<String> problems = new ArrayList<>();

  private TopicCheck(Admin kafka, int partitions, int replication) {
    this.kafka = kafka;
    this.partitions = partitions;
    this.replication = replication;
  }

  /// `connection` is the configuration of a Kafka client. Throws [WrongTopicsException], which
  /// names each topic that is missing or wrong, and [KafkaUnreachableException] after 15 s.
  public static void verify(
      Map<String, Object> connection, Collection<String> topics, int partitions, int replication) {
    Map<String, Object> limited = new HashMap<>(connection);
    limited.put("default.api.timeout.ms", SECONDS * 1000);
    limited.put("request.timeout.ms", SECONDS * 1000);
    try (Admin kafka = Admin.create(limited)) {
      verify(kafka, topics.stream().map(Topics::named).toList(), partitions, replication);
    }
  }

  static void verify(Admin kafka, Collection<Topic> topics, int partitions, int replication) {
    var check = new TopicCheck(kafka, partitions, replication);
    topics.forEach(check::verify);
    if (!check.problems.isEmpty()) {
      throw new WrongTopicsException(check.problems);
    }
  }

  private void verify(Topic topic) {
    TopicDescription found = describe(topic.name());
    if (found == null) {
      problems.add("topic " + topic.name() + " is missing");
      return;
    }
    int wanted = topic.partitions(partitions);
    if (found.partitions().size() != wanted) {
      problem(topic, "has %d partitions and needs %d".formatted(found.partitions().size(), wanted));
    }
    String cleanupPolicy = cleanupPolicy(topic.name());
    if (!cleanupPolicy.equals(topic.cleanupPolicy())) {
      problem(
          topic,
          "has cleanup.policy=%s and needs %s".formatted(cleanupPolicy, topic.cleanupPolicy()));
    }
    int replicas =
        found.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    if (replicas < replication) {
      problem(topic, "has %d replicas and needs %d".formatted(replicas, replication));
    }
  }

  private void problem(Topic topic, String problem) {
    problems.add("topic " + topic.name() + " " + problem);
  }

  private @Nullable TopicDescription describe(String name) {
    try {
      return answer(kafka.describeTopics(List.of(name)).allTopicNames()).get(name);
    } catch (KafkaUnreachableException e) {
      if (e.getCause() instanceof ExecutionException failure
          && failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw e;
    }
  }

  private String cleanupPolicy(String name) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return answer(kafka.describeConfigs(List.of(resource)).all())
        .getOrDefault(resource, new Config(List.of()))
        .entries()
        .stream()
        .filter(entry -> entry.name().equals("cleanup.policy"))
        .map(entry -> entry.value())
        .findFirst()
        .orElse("unknown");
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaUnreachableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnreachableException(e);
    }
  }
}
