package id.balas.ingest.gaps;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.events.MessageChanged;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Reads from Kafka which messages were accepted. A reader reads from the start of the scanned time
/// to the current end of the topics, or until all messages are found. It uses no consumer group and
/// keeps no records.
@Component
class AcceptedMessageReader {

  /// A record's timestamp is its acceptance by our clock, which may be behind the provider's.
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(10);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ConsumerFactory<String, byte[]> consumers;

  AcceptedMessageReader(ConsumerFactory<String, byte[]> consumers) {
    this.consumers = consumers;
  }

  /// `from` is by the provider's clock. Throws Kafka's exceptions.
  Reader reader(String channel, Instant from, boolean echoesToo) {
    Consumer<String, byte[]> consumer =
        consumers.createConsumer(null, null, "-accepted", properties());
    try {
      return new Reader(consumer, channel, from.minus(LARGEST_SKEW), echoesToo);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "" + 8 * 1024 * 1024);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + PATIENCE.toMillis());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  /// A position in the topics that only moves forward.
  static final class Reader implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final String keyPrefix;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private Reader(
        Consumer<String, byte[]> consumer, String channel, Instant from, boolean echoesToo) {
      this.consumer = consumer;
      this.keyPrefix = channel + "/";
      addPartitions(Topics.CHAT_INPUTS);
      if (echoesToo) {
        addPartitions(Topics.MESSAGE_ECHOES);
      }
      consumer.assign(partitions);
      seek(from.toEpochMilli());
    }

    private void addPartitions(String topic) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    }

    private void seek(long millis) {
      Map<TopicPartition, Long> times =
          partitions.stream().collect(Collectors.toMap(p -> p, _ -> millis));
      Map<TopicPartition, @Nullable OffsetAndTimestamp> starts =
          new HashMap<>(consumer.offsetsForTimes(times));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp start = starts.get(partition);
        consumer.seek(partition, start != null ? start.offset() : ends.getOrDefault(partition, 0L));
      }
    }

    /// Removes the candidates that it finds. Reads to the current end, but not further than the
    /// last of them: a scan of many days reads many times otherwise.
    void strike(Candidates candidates) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long progressAt = System.nanoTime();
      while (!candidates.isEmpty()
          && ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var records = consumer.poll(POLL);
        records.forEach(record -> strike(record, candidates));
        if (!records.isEmpty()) {
          progressAt = System.nanoTime();
        } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
          throw new TimeoutException("chat-inputs could not be read to its end");
        }
      }
    }

    private void strike(ConsumerRecord<String, byte[]> record, Candidates candidates) {
      if (record.key() == null || !record.key().startsWith(keyPrefix)) {
        return;
      }
      String id = header(record, "ce_id");
      switch (header(record, "ce_type")) {
        case "id.balas.InboundMessage" -> candidates.strike(Candidates.ofMessage(id));
        case "id.balas.MessageEcho" -> candidates.strike(Candidates.ofEcho(id));
        case "id.balas.MessageChanged" -> strikeChange(record, candidates);
        default -> {}
      }
    }

    private static void strikeChange(ConsumerRecord<String, byte[]> record, Candidates candidates) {
      try {
        candidates.strike(Candidates.name(EventJson.read(record.value(), MessageChanged.class)));
      } catch (UnreadableRecordException | UnknownKindException _) {
        // An unreadable record is not processed by the bot either. If the scan finds the change
        // again, it is published correctly. A record of a newer release must not end every scan
        // after a rollback.
      }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
      Header header = record.headers().lastHeader(name);
      return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
