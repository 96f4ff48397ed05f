package id.balas.system.faults.bot;

import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.value.Mode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Compares the bot's topics and tables with the customers' messages.
final class BotJudge {

  /// `wrongReplies` are chats whose replies differ from the expected ones or their order; `doubled`
  /// replies with more than one id; `wrongModes` chats whose stored mode is wrong; `wrongStates`
  /// chats whose last state on the topic is wrong.
  record Report(
      int written, int decided, int wrongReplies, int doubled, int wrongModes, int wrongStates) {
    boolean isClean() {
      return written == decided
          && wrongReplies == 0
          && doubled == 0
          && wrongModes == 0
          && wrongStates == 0;
    }
  }

  private final String bootstrapServers;
  private final String jdbcUrl;

  BotJudge(String bootstrapServers, String jdbcUrl) {
    this.bootstrapServers = bootstrapServers;
    this.jdbcUrl = jdbcUrl;
  }

  Report judge(CustomerFeed customers) {
    Map<String, Map<String, String>> replies = new HashMap<>();
    var doubled = new int[1];
    read(
        Topics.OUTBOUND_MESSAGES,
        OutboundMessage.class,
        message -> {
          String before =
              replies
                  .computeIfAbsent(message.chatId(), _ -> new LinkedHashMap<>())
                  .putIfAbsent(message.causeId(), message.id());
          doubled[0] += before == null || before.equals(message.id()) ? 0 : 1;
        });
    Map<String, Mode> states = new HashMap<>();
    read(Topics.CHAT_STATES, ChatState.class, state -> states.put(state.chatId(), state.mode()));
    Map<String, Mode> modes = new HashMap<>();
    select(
        "SELECT chat_id, mode FROM bot.chats",
        row -> modes.put(row.get(0), Mode.valueOf(row.get(1))));
    var decided = new int[1];
    select(
        "SELECT count(*), '' FROM bot.decisions WHERE outcome <> 'FORWARDED' AND cause_id ~ '^%s-[0-9]+$'"
            .formatted(customers.prefix()),
        row -> decided[0] = Integer.parseInt(row.get(0)));
    ExpectedChats expected = customers.expected().copy();
    read(
        Topics.CHAT_INPUTS,
        ChatInput.class,
        input -> {
          if (customers.isSwitching(input.chat().chatId())) {
            expected.read(input);
          }
        });
    return new Report(
        customers.written(),
        decided[0],
        (int)
            expected.replies().entrySet().stream()
                .filter(due -> !due.getValue().equals(causes(due.getKey(), replies)))
                .count(),
        doubled[0],
        different(expected.modes(), modes),
        different(expected.modes(), states));
  }

  // First those under the hidden number, which the phone's chat took over.
  private static List<String> causes(String chatId, Map<String, Map<String, String>> replies) {
    return Stream.of(FaultCustomers.hiddenId(chatId), chatId)
        .flatMap(id -> replies.getOrDefault(id, Map.of()).keySet().stream())
        .toList();
  }

  private static int different(Map<String, Mode> due, Map<String, Mode> found) {
    return (int)
        due.entrySet().stream()
            .filter(chat -> found.getOrDefault(chat.getKey(), Mode.BOT) != chat.getValue())
            .count();
  }

  private void select(String query, Consumer<List<String>> taker) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        taker.accept(List.of(rows.getString(1), rows.getString(2)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <R extends WireRecord> void read(String topic, Class<R> kind, Consumer<R> taker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> taker.accept(EventJson.read(record.value(), kind)));
      }
    }
  }
}
