package id.balas.service.kafka;

import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Creates the topics that are missing and leaves the others unchanged. Used by a job of the
/// deployment and by the local stack: a service never creates a topic.
public final class MissingTopics {

  private static final int LONGEST_WAIT_SECONDS = 120;

  private MissingTopics() {}

  /// Returns the names of the created topics.
  public static List<String> create(Admin admin, int partitions, short replication)
      throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<Topic> missing =
        Topics.ALL.stream().filter(topic -> !existing.contains(topic.name())).toList();
    admin
        .createTopics(
            missing.stream().map(topic -> topic.toCreate(partitions, replication)).toList())
        .all()
        .get();
    return missing.stream().map(Topic::name).toList();
  }

  /// Reads the settings that the services have: `KAFKA_…`, `BALAS_KAFKA_PARTITIONS` and
  /// `BALAS_KAFKA_REPLICATION`. With `BALAS_KAFKA_RULES=true` it also adds the missing rules of
  /// [TopicRules]. Waits two minutes for Kafka.
  static void main() throws InterruptedException {
    String servers = setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
    try (Admin admin = Admin.create(connection(servers))) {
      admin.listTopics().names().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      List<String> created =
          create(
              admin,
              Integer.parseInt(setting("BALAS_KAFKA_PARTITIONS", "" + Topic.DEFAULT_PARTITIONS)),
              Short.parseShort(setting("BALAS_KAFKA_REPLICATION", "1")));
      IO.println(
          created.isEmpty() ? "All topics exist." : "Created " + String.join(", ", created) + ".");
      if (Boolean.parseBoolean(setting("BALAS_KAFKA_RULES", "false"))) {
        TopicRules.create(admin);
        IO.println("Each service has its rights.");
      }
    } catch (ExecutionException | TimeoutException e) {
      System.err.println(
          "Could not create the topics and rights at "
              + servers
              + " (KAFKA_BOOTSTRAP_SERVERS): "
              + e.getMessage());
      System.exit(1);
    }
  }

  private static Map<String, Object> connection(String servers) {
    Map<String, Object> connection = new HashMap<>();
    connection.put("bootstrap.servers", servers);
    connection.put("default.api.timeout.ms", LONGEST_WAIT_SECONDS * 1_000);
    put(connection, "security.protocol", System.getenv("KAFKA_SECURITY_PROTOCOL"));
    put(connection, "sasl.mechanism", System.getenv("KAFKA_SASL_MECHANISM"));
    put(connection, "sasl.jaas.config", System.getenv("KAFKA_SASL_JAAS_CONFIG"));
    return connection;
  }

  private static void put(Map<String, Object> connection, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      connection.put(name, value);
    }
  }

  private static String setting(String name, String ifMissing) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? ifMissing : value;
  }
}
