package id.balas.sender.web;

import id.balas.events.ChatInput;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.stereotype.Component;

/// Lists dead letters with the reason of each, newest first. Kafka keeps them for 30 days. Only the
/// newest of each partition are read: an outage may leave hundreds of thousands.
@Component
class DeadLetterList {

  static final int MOST = 200;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  /// `kind` and `id` are null if this release cannot read the record; then it cannot be replayed.
  record DeadLetter(
      @Schema(example = "7") int partition,
      @Schema(example = "4711") long offset,
      Instant at,
      @Schema(example = "default/628111222333@s.whatsapp.net") @Nullable String chat,
      @Schema(example = "InboundMessage") @Nullable String kind,
      @Schema(example = "wamid-1") @Nullable String id,
      @Schema(description = "The error of the service that gave up on it", example = "not JSON")
          @Nullable String reason) {}

  record All(List<DeadLetter> deadLetters) {}

  private final ConsumerFactory<String, byte[]> consumers;

  DeadLetterList(ConsumerFactory<String, byte[]> consumers) {
    this.consumers = consumers;
  }

  All of(DeadLetterTopic topic) {
    Deque<DeadLetter> found = new ArrayDeque<>();
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(null, null, "-dead-letters", new Properties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.deadLetters()).stream()
              .map(of -> new TopicPartition(of.topic(), of.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer
          .beginningOffsets(partitions)
          .forEach((of, beginning) ->
              consumer.seek(of, Math.max(beginning, ends.getOrDefault(of, 0L) - MOST)));
      long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
      while (ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
          && System.nanoTime() < deadline) {
        consumer.poll(POLL).forEach(record -> found.add(read(topic, record)));
      }
    }
    return new All(
        found.stream()
            .sorted(Comparator.comparing(DeadLetter::at).reversed())
            .limit(MOST)
            .toList());
  }

  private static DeadLetter read(DeadLetterTopic topic, ConsumerRecord<String, byte[]> record) {
    WireRecord readable = topic.read(record.value()).orElse(null);
    return new DeadLetter(
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        readable == null ? null : readable.getClass().getSimpleName(),
        switch (readable) {
          case OutboundMessage message -> message.id();
          case ChatInput input -> input.causeId();
          case null, default -> null;
        },
        text(record.headers().lastHeader(KafkaHeaders.DLT_EXCEPTION_MESSAGE)));
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
