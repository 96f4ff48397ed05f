package id.balas.bot.week;

import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.KeyPartition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/// The records of all topics in one order, as Kafka would keep them for each partition. Records
/// that were taken are forgotten.
final class RecordLog {

  static final int PARTITIONS = 12;

  private final Clock clock;
  private List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private long offset;

  RecordLog(Clock clock) {
    this.clock = clock;
  }

  void publish(WireRecord record) {
    append(CloudEvents.of(record, "week"));
  }

  void append(ProducerRecord<String, byte[]> record) {
    records.add(
        new ConsumerRecord<>(
            record.topic(),
            KeyPartition.of(record.key(), PARTITIONS),
            offset++,
            clock.millis(),
            TimestampType.CREATE_TIME,
            -1,
            record.value().length,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty()));
  }

  /// All records since the last call, in their order.
  List<ConsumerRecord<String, byte[]>> take() {
    List<ConsumerRecord<String, byte[]>> taken = records;
    records = new ArrayList<>();
    return taken;
  }
}
