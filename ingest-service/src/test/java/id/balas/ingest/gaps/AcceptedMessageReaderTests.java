package id.balas.ingest.gaps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.value.Content;
import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;

class AcceptedMessageReaderTests {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.CHAT_INPUTS, 0);
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final int RECORDS = 1000;
  private static final int PER_POLL = 50;

  private final MockConsumer<String, byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
          return times.keySet().stream()
              .collect(Collectors.toMap(it -> it, _ -> new OffsetAndTimestamp(0, 0)));
        }
      };

  @Test
  void readerStopsWhenAllMessagesAreFound() {
    Candidates candidates = candidates(3, 70);
    try (AcceptedMessageReader.Reader reader = reader()) {
      reader.strike(candidates);
      assertThat(candidates.isEmpty()).isTrue();
      assertThat(consumer.position(PARTITION)).isEqualTo(2 * PER_POLL);
    }
  }

  @Test
  void missingMessageIsLookedForUpToTheEnd() {
    Candidates candidates = candidates(3, RECORDS + 1);
    try (AcceptedMessageReader.Reader reader = reader()) {
      reader.strike(candidates);
      assertThat(candidates.size()).isEqualTo(1);
      assertThat(consumer.position(PARTITION)).isEqualTo(RECORDS);
    }
  }

  @Test
  void changeOfANewerReleaseIsPassedOver() {
    Candidates candidates = candidates(3, 70);
    try (AcceptedMessageReader.Reader reader =
        reader(offset -> offset == 1 ? changeOfANewerRelease(offset) : record(offset))) {
      reader.strike(candidates);
      assertThat(candidates.isEmpty()).isTrue();
    }
  }

  private AcceptedMessageReader.Reader reader() {
    return reader(AcceptedMessageReaderTests::record);
  }

  @SuppressWarnings("unchecked")
  private AcceptedMessageReader.Reader reader(IntFunction<ConsumerRecord<String, byte[]>> log) {
    consumer.updatePartitions(
        Topics.CHAT_INPUTS, List.of(new PartitionInfo(Topics.CHAT_INPUTS, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) RECORDS));
    consumer.setMaxPollRecords(PER_POLL);
    consumer.schedulePollTask(() -> {
      for (int offset = 0; offset < RECORDS; offset++) {
        consumer.addRecord(log.apply(offset));
      }
    });
    ConsumerFactory<String, byte[]> consumers = mock(ConsumerFactory.class);
    when(consumers.createConsumer(any(), any(), any(), any())).thenReturn(consumer);
    return new AcceptedMessageReader(consumers).reader("default", FROM, false);
  }

  private static ConsumerRecord<String, byte[]> record(int offset) {
    ProducerRecord<String, byte[]> sent = CloudEvents.of(message(offset), "test");
    return record(offset, sent, sent.value());
  }

  private static ConsumerRecord<String, byte[]> changeOfANewerRelease(int offset) {
    InboundMessage message = message(offset);
    MessageChanged change =
        new MessageChanged(
            "c1",
            message.channel(),
            message.chatId(),
            message.id(),
            message.sender(),
            new MessageChanged.Deleted(),
            message.sentAt(),
            message.receivedAt());
    ProducerRecord<String, byte[]> sent = CloudEvents.of(change, "test");
    String json = new String(sent.value(), UTF_8);
    return record(offset, sent, json.replace("\"Deleted\"", "\"Translated\"").getBytes(UTF_8));
  }

  private static ConsumerRecord<String, byte[]> record(
      int offset, ProducerRecord<String, byte[]> sent, byte[] value) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        offset,
        FROM.plus(Duration.ofSeconds(offset)).toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        value,
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }

  private static Candidates candidates(int... numbers) {
    var candidates = new Candidates();
    for (int number : numbers) {
      candidates.add(message(number));
    }
    return candidates;
  }

  private static InboundMessage message(int number) {
    Instant at = FROM.plus(Duration.ofSeconds(number));
    return new InboundMessage(
        "m" + number,
        "default",
        "628220000001@s.whatsapp.net",
        "628220000001@s.whatsapp.net",
        "Budi",
        From.CUSTOMER,
        new Content.Text("halo"),
        null,
        at,
        at,
        false);
  }
}
