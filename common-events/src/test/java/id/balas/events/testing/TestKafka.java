package id.balas.events.testing;

import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/// A Kafka broker in this JVM. Its first user starts it, and it ends with the JVM. All [Topics]
/// exist, with the partition count of production. No other topic is created by itself.
public final class TestKafka {

  private static final EmbeddedKafkaBroker BROKER = start();

  private TestKafka() {}

  public static String bootstrapServers() {
    return BROKER.getBrokersAsString();
  }

  private static EmbeddedKafkaBroker start() {
    EmbeddedKafkaBroker broker =
        new EmbeddedKafkaKraftBroker(1, Topic.DEFAULT_PARTITIONS)
            .brokerProperties(
                Map.of(
                    "auto.create.topics.enable", "false",
                    "group.initial.rebalance.delay.ms", "0",
                    "offsets.topic.num.partitions", "1",
                    "message.max.bytes", "" + 4 * 1024 * 1024));
    broker.afterPropertiesSet();
    createTopics(broker.getBrokersAsString());
    return broker;
  }

  private static void createTopics(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              Topics.ALL.stream()
                  .map(topic -> topic.toCreate(Topic.DEFAULT_PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not create the topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
