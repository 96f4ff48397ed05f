package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.wire.Topic;
import id.balas.events.wire.TopicAccess;
import id.balas.events.wire.Topics;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL and Kafka refuse to each service what is another's. That they allow enough is shown
/// by every other test of the stack, whose services have the same roles and users.
@Order(3)
class LeastPrivilegeIT {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final List<String> SCHEMAS = List.of("bot", "sender", "auth");
  private static Stack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = TestStack.shared().stack();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "sender", "auth"})
  void rolesCannotReadForeignTables(String service) throws SQLException {
    for (String setting : List.of("DATABASE_URL", "DATABASE_OWNER_URL")) {
      try (Connection connection = connect(service, setting)) {
        for (String table : tables(service)) {
          assertThat(select(connection, table)).as(table).isEmpty();
        }
        for (String schema : SCHEMAS) {
          if (!schema.equals(service)) {
            assertThat(tables(schema))
                .hasSizeGreaterThan(2)
                .allSatisfy(table ->
                    assertThat(select(connection, table))
                        .as(table)
                        .isEqualTo(INSUFFICIENT_PRIVILEGE));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "sender", "auth"})
  void rolesCannotChangeTables(String service) throws SQLException {
    try (Connection connection = connect(service, "DATABASE_URL")) {
      String table = tables(service).getFirst();
      for (String change :
          List.of(
              "CREATE TABLE %s.another (id int)".formatted(service),
              "CREATE TABLE public.another (id int)",
              "CREATE SCHEMA another",
              "ALTER TABLE %s ADD COLUMN another int".formatted(table),
              "TRUNCATE " + table,
              "DROP TABLE " + table)) {
        assertThat(state(connection, change)).as(change).isEqualTo(INSUFFICIENT_PRIVILEGE);
      }
    }
  }

  // Empty if it is allowed.
  private static String select(Connection connection, String table) {
    return state(connection, "SELECT 1 FROM %s LIMIT 1".formatted(table));
  }

  private static String state(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static List<String> tables(String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbc(stack.database().url()));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = '%s' ORDER BY 1"
                    .formatted(schema))) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private static Connection connect(String service, String setting) throws SQLException {
    Map<String, String> logins = stack.database().connection(service + "-service");
    return DriverManager.getConnection(jdbc(logins.getOrDefault(setting, "")));
  }

  private static String jdbc(String url) {
    return url.replaceFirst(
        "postgresql://(.*):(.*)@(.*)", "jdbc:postgresql://$3?user=$1&password=$2");
  }

  @ParameterizedTest
  @MethodSource("users")
  void usersCannotReadForeignTopics(TopicAccess access) {
    try (var consumer =
        new KafkaConsumer<>(
            kafka(access), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (String topic : withoutAny(access.reads())) {
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        consumer.seek(new TopicPartition(topic, 0), 0);
        assertThatExceptionOfType(TopicAuthorizationException.class)
            .as(topic)
            .isThrownBy(() -> {
              for (int i = 0; i < 50; i++) {
                var _ = consumer.poll(Duration.ofMillis(100));
              }
            });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void usersCannotWriteForeignTopics(TopicAccess access) {
    try (var producer =
        new KafkaProducer<>(kafka(access), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : withoutAny(access.writes())) {
        assertThatThrownBy(
                () -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[1])).get())
            .as(topic)
            .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("users")
  void usersCannotUseForeignGroups(TopicAccess access) {
    try (Admin admin = Admin.create(kafka(access))) {
      for (TopicAccess other : TopicAccess.ALL) {
        for (String group : other.groups()) {
          var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
          if (other.equals(access)) {
            assertThat(offsets).succeedsWithin(Duration.ofSeconds(20));
          } else {
            assertThat(offsets)
                .as(group)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(GroupAuthorizationException.class);
          }
        }
      }
    }
  }

  static List<TopicAccess> users() {
    return TopicAccess.ALL;
  }

  private static List<String> withoutAny(List<String> allowed) {
    return Topics.ALL.stream().map(Topic::name).filter(topic -> !allowed.contains(topic)).toList();
  }

  private static Map<String, Object> kafka(TopicAccess access) {
    Map<String, String> settings = stack.broker().connection(access.service());
    Map<String, Object> properties = new HashMap<>();
    Stream.of("bootstrap.servers", "security.protocol", "sasl.mechanism", "sasl.jaas.config")
        .forEach(name ->
            properties.put(
                name,
                settings.getOrDefault(
                    "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), "")));
    return properties;
  }
}
