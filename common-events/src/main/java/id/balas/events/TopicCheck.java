package id.balas.events;

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
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Looks at start whether the topics are what the design says; a service that would lose or reorder
/// on a wrong one refuses to start and says which and why.
public final class TopicCheck {

  private static final int SECONDS = 15;

  private TopicCheck() {}

  /// `connection` is what a client of that Kafka is set up with. Throws [UnfitTopics] that names
  /// each topic that is missing or wrong, and [KafkaUnreachable] after 15 s.
  public static void verify(
      Map<String, Object> connection, Collection<String> topics, int partitions, int replication) {
    Map<String, Object> impatient = new HashMap<>(connection);
    impatient.put("default.api.timeout.ms", SECONDS * 1000);
    impatient.put("request.timeout.ms", SECONDS * 1000);
    try (Admin kafka = Admin.create(impatient)) {
      verify(kafka, topics, partitions, replication);
    }
  }

  static void verify(Admin kafka, Collection<String> topics, int partitions, int replication) {
    List<String> problems = new ArrayList<>();
    for (String name : topics) {
      Topic topic = Topics.named(name);
      TopicDescription found = describe(kafka, name);
      if (found == null) {
        problems.add("topic " + name + " is missing");
        continue;
      }
      check(topic, found, cleanupPolicy(kafka, name), partitions, replication, problems);
    }
    if (!problems.isEmpty()) {
      throw new UnfitTopics(problems);
    }
  }

  private static @org.jspecify.annotations.Nullable TopicDescription describe(
      Admin kafka, String name) {
    try {
      return kafka
          .describeTopics(List.of(name))
          .allTopicNames()
          .get(SECONDS, TimeUnit.SECONDS)
          .get(name);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw new KafkaUnreachable(e);
    } catch (TimeoutException e) {
      throw new KafkaUnreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnreachable(e);
    }
  }

  private static String cleanupPolicy(Admin kafka, String name) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Map<ConfigResource, Config> configs =
          kafka.describeConfigs(List.of(resource)).all().get(SECONDS, TimeUnit.SECONDS);
      return configs.getOrDefault(resource, new Config(List.of())).entries().stream()
          .filter(entry -> entry.name().equals("cleanup.policy"))
          .map(entry -> entry.value())
          .findFirst()
          .orElse("unknown");
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaUnreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnreachable(e);
    }
  }

  private static void check(
      Topic topic,
      TopicDescription found,
      String cleanupPolicy,
      int partitions,
      int replication,
      List<String> problems) {
    int wanted = topic.partitions(partitions);
    if (found.partitions().size() != wanted) {
      problems.add(
          "topic %s has %d partitions and needs %d"
              .formatted(topic.name(), found.partitions().size(), wanted));
    }
    if (!cleanupPolicy.equals(topic.cleanupPolicy())) {
      problems.add(
          "topic %s has cleanup.policy=%s and needs %s"
              .formatted(topic.name(), cleanupPolicy, topic.cleanupPolicy()));
    }
    int replicas =
        found.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    if (replicas < replication) {
      problems.add(
          "topic %s has %d replicas and needs %d".formatted(topic.name(), replicas, replication));
    }
  }

  /// Kafka did not answer: try again later, or look at the address.
  public static final class KafkaUnreachable extends RuntimeException {
    KafkaUnreachable(Exception cause) {
      super("Kafka does not answer", cause);
    }
  }

  /// The topics are not what this release needs.
  public static final class UnfitTopics extends RuntimeException {
    UnfitTopics(List<String> problems) {
      super(String.join("; ", problems));
    }
  }
}
