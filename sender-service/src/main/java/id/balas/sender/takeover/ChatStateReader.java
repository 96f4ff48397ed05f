package id.balas.sender.takeover;

import id.balas.events.ChatState;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/// Reads chat-states in every instance, without a consumer group, and reports to the fence when it
/// has read everything. States that are too old for the fence are not read. It asks the broker for
/// the end offsets each time, because the lag of a disconnected consumer looks like 0.
public class ChatStateReader {

  /// Starts before the consumer of outbound-messages, and stops after it.
  public static final int PHASE = Integer.MAX_VALUE - 101;

  private static final Logger log = LoggerFactory.getLogger(ChatStateReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofMillis(800);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  // A state is published after its time, and by the clock of another machine.
  private static final Duration TIMESTAMPS_APART = Duration.ofHours(1);

  private final ConsumerFactory<String, byte[]> consumers;
  private final Fence fence;
  private final AssignedChats assigned;
  private final Clock clock;

  public ChatStateReader(
      ConsumerFactory<String, byte[]> consumers, Fence fence, AssignedChats assigned, Clock clock) {
    this.consumers = consumers;
    this.fence = fence;
    this.assigned = assigned;
    this.clock = clock;
  }

  public void read(BooleanSupplier running) {
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(null, null, "-chat-states", properties())) {
      follow(consumer, running);
    }
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
    return properties;
  }

  private void follow(Consumer<String, byte[]> consumer, BooleanSupplier running) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.CHAT_STATES).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    seekToNeeded(consumer, partitions);
    Instant forgetAt = clock.instant().plus(FORGET_EVERY);
    while (running.getAsBoolean()) {
      consumer.poll(POLL).forEach(this::on);
      Instant asked = clock.instant();
      if (hasReadAll(consumer, partitions)) {
        fence.caughtUp(asked);
      }
      if (asked.isAfter(forgetAt)) {
        fence.forgetOld();
        forgetAt = asked.plus(FORGET_EVERY);
      }
    }
  }

  // The ends are read first: a state that is published meanwhile is behind them and is read.
  private void seekToNeeded(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long since = fence.oldest().minus(TIMESTAMPS_APART).toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> needed =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(it -> it, _ -> since)));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = needed.get(partition);
      consumer.seek(
          partition, first == null ? Objects.requireNonNull(ends.get(partition)) : first.offset());
    }
  }

  private static boolean hasReadAll(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BROKER_ANSWERS_WITHIN);
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void on(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      ChatState state = EventJson.read(record.value(), ChatState.class);
      var chat = new ChatKey(state.channel(), state.chatId());
      String phone = state.aliasOf();
      fence.linked(chat, phone == null ? null : new ChatKey(state.channel(), phone), state.at());
      fence.seen(chat, state.epoch(), state.at());
      assigned.on(state);
    } catch (RuntimeException e) {
      log.error(
          "Skipped an unreadable record {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }
}
