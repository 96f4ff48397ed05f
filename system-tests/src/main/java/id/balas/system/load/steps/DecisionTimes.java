package id.balas.system.load.steps;

import id.balas.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// When the bot published each reply: the times of the records on `outbound-messages`.
final class DecisionTimes {

  private static final Pattern NAME = Pattern.compile("Budi-(\\d+)");
  private static final Duration POLL = Duration.ofMillis(200);

  private DecisionTimes() {}

  /// Reads the partitions from `before` to `after` and notes the time of each reply.
  static void note(
      String bootstrapServers,
      String prefix,
      Map<TopicPartition, Long> before,
      Map<TopicPartition, Long> after,
      MessageTimes times) {
    Map<TopicPartition, Long> from = new HashMap<>();
    after.forEach((partition, end) -> {
      if (partition.topic().equals(Topics.OUTBOUND_MESSAGES)
          && end > before.getOrDefault(partition, 0L)) {
        from.put(partition, before.getOrDefault(partition, 0L));
      }
    });
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.copyOf(from.keySet()));
      from.forEach(consumer::seek);
      while (from.keySet().stream()
          .anyMatch(
              partition -> consumer.position(partition) < after.getOrDefault(partition, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          note(prefix, record, times);
        }
      }
    }
  }

  private static void note(
      String prefix, ConsumerRecord<String, byte[]> record, MessageTimes times) {
    if (record.key() != null && record.key().contains(prefix) && record.value() != null) {
      Matcher name = NAME.matcher(new String(record.value(), StandardCharsets.UTF_8));
      if (name.find()) {
        times.decided[Integer.parseInt(name.group(1))] = record.timestamp() * 1_000;
      }
    }
  }
}
