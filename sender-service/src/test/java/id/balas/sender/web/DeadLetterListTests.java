package id.balas.sender.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.balas.sender.web.DeadLetterList.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;

class DeadLetterListTests {

  private static final DeadLetterTopic TOPIC = DeadLetterTopic.CHAT_INPUTS;
  private static final int RECORDS = 5_000;
  private static final TopicPartition LONG = new TopicPartition(TOPIC.deadLetters(), 0);
  private static final TopicPartition SHORT = new TopicPartition(TOPIC.deadLetters(), 1);

  private int read;
  private final MockConsumer<String, byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
          ConsumerRecords<String, byte[]> records = super.poll(timeout);
          read += records.count();
          return records;
        }
      };

  @Test
  void onlyTheNewestRecordsAreRead() {
    consumer.updatePartitions(TOPIC.deadLetters(), List.of(partition(LONG), partition(SHORT)));
    // Kafka has deleted the older records of the second partition.
    consumer.updateBeginningOffsets(Map.of(LONG, 0L, SHORT, RECORDS - 10L));
    consumer.updateEndOffsets(Map.of(LONG, (long) RECORDS, SHORT, (long) RECORDS));
    consumer.schedulePollTask(() -> {
      LongStream.range(0, RECORDS).forEach(offset -> consumer.addRecord(record(LONG, offset)));
      LongStream.range(RECORDS - 10, RECORDS)
          .forEach(offset -> consumer.addRecord(record(SHORT, offset)));
    });

    List<DeadLetter> listed = new DeadLetterList(factory()).of(TOPIC).deadLetters();

    assertThat(read).isEqualTo(DeadLetterList.MOST + 10);
    assertThat(listed).hasSize(DeadLetterList.MOST);
    assertThat(listed).filteredOn(letter -> letter.partition() == SHORT.partition()).hasSize(10);
    assertThat(listed.getLast().offset()).isEqualTo(RECORDS - DeadLetterList.MOST + 10);
  }

  @SuppressWarnings("unchecked")
  private ConsumerFactory<String, byte[]> factory() {
    ConsumerFactory<String, byte[]> consumers = mock(ConsumerFactory.class);
    when(consumers.createConsumer(any(), any(), any(), any())).thenReturn(consumer);
    return consumers;
  }

  private static PartitionInfo partition(TopicPartition partition) {
    return new PartitionInfo(partition.topic(), partition.partition(), null, null, null);
  }

  private static ConsumerRecord<String, byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        offset,
        TimestampType.CREATE_TIME,
        0,
        0,
        "default/c",
        "not json".getBytes(UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }
}
