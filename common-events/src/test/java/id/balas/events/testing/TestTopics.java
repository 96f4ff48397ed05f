package id.balas.events.testing;

import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes to and reads from the topics of [TestKafka], as another service does.
public final class TestTopics {

  // One for all tests, as each reader: each start loads metadata and opens connections. It ends
  // with the JVM.
  private static final KafkaProducer<String, byte[]> PRODUCER = producer();
  private static final Map<String, Reader> READERS = new ConcurrentHashMap<>();

  private TestTopics() {}

  public static void write(WireRecord... records) {
    for (WireRecord record : records) {
      write(CloudEvents.of(record, "test"));
    }
  }

  /// Writes any bytes, also those that no service would write.
  public static void write(String topic, String key, byte[] value) {
    write(new ProducerRecord<>(topic, key, value));
  }

  private static void write(ProducerRecord<String, byte[]> record) {
    try {
      PRODUCER.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("could not write the record", e);
    }
  }

  /// All records of the topic until now, in the order of each partition.
  public static List<ConsumerRecord<String, byte[]>> raw(String topic) {
    return READERS.computeIfAbsent(topic, Reader::new).all();
  }

  /// The records of one key on the topic.
  public static <R extends WireRecord> List<R> of(String topic, String key, Class<R> kind) {
    return raw(topic).stream()
        .filter(record -> key.equals(record.key()))
        .map(record -> EventJson.read(record.value(), kind))
        .toList();
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /// Reads what is new at each call, so that waiting for a record is cheap.
  private static final class Reader {

    private final KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                TestKafka.bootstrapServers(),
                // A test may delete records.
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    Reader(String topic) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    synchronized List<ConsumerRecord<String, byte[]>> all() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return List.copyOf(records);
    }
  }
}
