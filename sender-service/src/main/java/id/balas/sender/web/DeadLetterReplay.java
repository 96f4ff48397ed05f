package id.balas.sender.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.sender.delivery.queries.DeliveryQueries;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Republishes dead letters that this release can read. The consumer group commits the offset of
/// the first record of each partition that still cannot be read; later records are read again next
/// time and skipped by their id.
@Component
class DeadLetterReplay {

  private static final String GROUP = "sender-dead-letters";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  /// `unreadable` records cannot be read yet. `unseen` records were not reached within the time
  /// limit: repeat the request with a new key.
  ///
  /// Results that an earlier release stored for a repeated request have only the former name of
  /// `unreadable`, so that one is the component.
  record Result(
      int readable,
      @Schema(deprecated = true, description = "Use `unreadable`.") int stay,
      long unseen) {

    @JsonProperty("unreadable")
    public int unreadable() {
      return stay;
    }
  }

  private final ConsumerFactory<String, byte[]> consumers;
  private final ConfirmedPublisher publisher;
  private final DeliveryQueries deliveries;
  private final Clock clock;

  DeadLetterReplay(
      ConsumerFactory<String, byte[]> consumers,
      ConfirmedPublisher publisher,
      DeliveryQueries deliveries,
      Clock clock) {
    this.consumers = consumers;
    this.publisher = publisher;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /// `readable` counts the messages that have no delivery yet, and the inputs: the bot ignores one
  /// that it has decided meanwhile.
  Result replay(DeadLetterTopic topic, boolean dryRun) {
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(GROUP, null, "-" + GROUP, new Properties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.deadLetters()).stream()
              .map(of -> new TopicPartition(of.topic(), of.partition()))
              .toList();
      consumer.assign(partitions);
      return replay(topic, consumer, consumer.endOffsets(partitions), dryRun);
    }
  }

  private Result replay(
      DeadLetterTopic topic,
      Consumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      boolean dryRun) {
    Instant deadline = clock.instant().plus(TIME_LIMIT);
    Map<TopicPartition, Long> firstThatStays = new HashMap<>();
    Set<String> replayed = new HashSet<>();
    int unreadable = 0;
    while (left(consumer, ends) > 0 && clock.instant().isBefore(deadline)) {
      Map<String, ProducerRecord<String, byte[]>> readable = new LinkedHashMap<>();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        Optional<WireRecord> read = topic.read(record.value());
        if (read.isPresent()) {
          readable.putIfAbsent(
              DeadLetterTopic.idOf(read.get()), original(read.get(), record.value()));
        } else {
          unreadable++;
          firstThatStays.putIfAbsent(
              new TopicPartition(record.topic(), record.partition()), record.offset());
        }
      }
      readable.keySet().removeAll(deliveries.known(readable.keySet()));
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
    return new Result(replayed.size(), unreadable, left(consumer, ends));
  }

  private static long left(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  // Publishes the original bytes, since a newer release may have written more fields.
  private static ProducerRecord<String, byte[]> original(WireRecord read, byte[] value) {
    var record = CloudEvents.of(read, "sender-service");
    return new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers());
  }
}
