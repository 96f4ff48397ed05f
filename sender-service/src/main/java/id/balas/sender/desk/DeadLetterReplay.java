package id.balas.sender.desk;

import id.balas.events.CloudEvents;
import id.balas.events.EventJson;
import id.balas.events.OutboundMessage;
import id.balas.events.Topics;
import id.balas.events.UnknownKind;
import id.balas.events.UnreadableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Puts messages that can be read by now from the dead letters back to where they came from. The
/// group remembers the first of each partition that still cannot be read; what stands behind it is
/// met again and known by its id.
@Component
class DeadLetterReplay {

  static final String TOPIC = Topics.OUTBOUND_MESSAGES + "-dlt";

  private static final String GROUP = "sender-dead-letters";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /// `stay` cannot be read; `unseen` were not looked at in the time there is, so the request should
  /// be made again.
  record Result(int readable, int stay, long unseen) {}

  private final ConsumerFactory<String, byte[]> consumers;
  private final Publisher publisher;
  private final JdbcClient jdbc;
  private final Clock clock;

  DeadLetterReplay(
      ConsumerFactory<String, byte[]> consumers,
      Publisher publisher,
      JdbcClient jdbc,
      Clock clock) {
    this.consumers = consumers;
    this.publisher = publisher;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// `readable` counts the messages that no delivery knows yet.
  Result replay(boolean dryRun) {
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(GROUP, null, "-" + GROUP, new Properties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(of -> new TopicPartition(of.topic(), of.partition()))
              .toList();
      consumer.assign(partitions);
      return replay(consumer, consumer.endOffsets(partitions), dryRun);
    }
  }

  private Result replay(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, boolean dryRun) {
    Instant deadline = clock.instant().plus(LONGEST);
    Map<TopicPartition, Long> firstThatStays = new HashMap<>();
    Set<String> replayed = new HashSet<>();
    int stay = 0;
    while (left(consumer, ends) > 0 && clock.instant().isBefore(deadline)) {
      Map<String, ProducerRecord<String, byte[]>> readable = new LinkedHashMap<>();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        OutboundMessage message = read(record);
        if (message != null) {
          readable.putIfAbsent(message.id(), outbound(message, record.value()));
        } else {
          stay++;
          firstThatStays.putIfAbsent(
              new TopicPartition(record.topic(), record.partition()), record.offset());
        }
      }
      readable.keySet().removeAll(known(readable.keySet()));
      readable.keySet().removeIf(id -> !replayed.add(id));
      if (!dryRun) {
        publisher.publish(List.copyOf(readable.values()));
      }
    }
    if (!dryRun) {
      Map<TopicPartition, OffsetAndMetadata> seen = new HashMap<>();
      ends.keySet()
          .forEach(of ->
              seen.put(
                  of,
                  new OffsetAndMetadata(firstThatStays.getOrDefault(of, consumer.position(of)))));
      consumer.commitSync(seen);
    }
    return new Result(replayed.size(), stay, left(consumer, ends));
  }

  private static long left(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  private static @Nullable OutboundMessage read(ConsumerRecord<String, byte[]> record) {
    try {
      return EventJson.read(record.value(), OutboundMessage.class);
    } catch (UnreadableRecord | UnknownKind _) {
      return null;
    }
  }

  private Set<String> known(Set<String> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql("SELECT outbound_id FROM sender.deliveries WHERE outbound_id IN (:ids)")
            .param("ids", ids)
            .query(String.class)
            .list());
  }

  // With all that a newer release may have written into it.
  private static ProducerRecord<String, byte[]> outbound(OutboundMessage message, byte[] value) {
    var record = CloudEvents.of(message, "sender-service");
    return new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers());
  }
}
