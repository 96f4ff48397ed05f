package id.balas.bot.ai;

import id.balas.events.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Follows topics with one consumer, so that waiting for a record is cheap. It may be behind: read
/// a topic to its end with `TestTopics` before asserting that a record is missing.
final class TopicTail {

  private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile boolean stopped;

  TopicTail(String... topics) {
    reader = Thread.ofPlatform().daemon().name("topic-tail").start(() -> read(List.of(topics)));
  }

  private void read(List<String> topics) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopped) {
        List<ConsumerRecord<String, byte[]>> next = new ArrayList<>();
        consumer.poll(Duration.ofMillis(100)).forEach(next::add);
        records.addAll(next);
      }
    }
  }

  Stream<ConsumerRecord<String, byte[]>> records(String topic) {
    return records.stream().filter(record -> record.topic().equals(topic));
  }

  void stop() throws InterruptedException {
    stopped = true;
    reader.join();
  }
}
