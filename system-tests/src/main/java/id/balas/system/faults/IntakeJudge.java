package id.balas.system.faults;

import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads from Kafka and from the bot's decisions what came of the provider's messages.
final class IntakeJudge {

  /// `missing` are not on the log, `twice` more than once, `filled` there by a scan alone;
  /// `undecided` have no decision, `doubled` are answered under more than one id.
  record Report(int sent, int missing, int twice, int filled, int undecided, int doubled) {
    boolean isClean() {
      return missing == 0 && undecided == 0 && doubled == 0;
    }
  }

  private final String bootstrapServers;
  private final String jdbcUrl;

  IntakeJudge(String bootstrapServers, String jdbcUrl) {
    this.bootstrapServers = bootstrapServers;
    this.jdbcUrl = jdbcUrl;
  }

  Report judge(Set<String> sent) {
    Map<String, List<Boolean>> onLog = new HashMap<>();
    read(
        Topics.CHAT_INPUTS,
        record -> {
          if (EventJson.read(record.value(), ChatInput.class) instanceof InboundMessage message) {
            onLog.computeIfAbsent(message.id(), _ -> new ArrayList<>()).add(message.backfilled());
          }
        });
    Map<String, Set<String>> answers = new HashMap<>();
    read(
        Topics.OUTBOUND_MESSAGES,
        record -> {
          OutboundMessage message = EventJson.read(record.value(), OutboundMessage.class);
          answers.computeIfAbsent(message.causeId(), _ -> new HashSet<>()).add(message.id());
        });
    Set<String> decided = decided();
    return new Report(
        sent.size(),
        count(sent, id -> !onLog.containsKey(id)),
        count(sent, id -> onLog.getOrDefault(id, List.of()).size() > 1),
        count(
            sent,
            id -> onLog.containsKey(id) && !onLog.getOrDefault(id, List.of()).contains(false)),
        count(sent, id -> !decided.contains(id)),
        count(sent, id -> answers.getOrDefault(id, Set.of()).size() > 1));
  }

  private static int count(Set<String> sent, Predicate<String> which) {
    return (int) sent.stream().filter(which).count();
  }

  private Set<String> decided() {
    Set<String> causes = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT cause_id FROM bot.decisions")) {
      while (rows.next()) {
        causes.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return causes;
  }

  private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> taker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(taker);
      }
    }
  }
}
