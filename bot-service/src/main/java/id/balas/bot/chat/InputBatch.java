package id.balas.bot.chat;

import id.balas.events.ChatInput;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// A batch of parsed records. If a newer release wrote a command, the partition stops at that
/// record. Skipping it would lose it, so later records wait for an instance of that release. A
/// partition also stops after many dead letters in a row. `next` is the offset to resume from, per
/// partition.
record InputBatch(
    List<Received> received,
    List<Unreadable> unreadable,
    Map<TopicPartition, Stop> stops,
    Map<TopicPartition, OffsetAndMetadata> next) {

  record Received(ConsumerRecord<String, byte[]> record, ChatInput input) {}

  record Unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException failure) {}

  record Stop(long offset, RuntimeException failure) {}

  static InputBatch read(List<ConsumerRecord<String, byte[]>> records) {
    var batch =
        new InputBatch(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
    records.forEach(batch::add);
    return batch;
  }

  static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /// Leaves this record and the later ones of its partition in Kafka. `note` is committed with the
  /// offset.
  void stopAt(ConsumerRecord<String, byte[]> record, RuntimeException failure, String note) {
    stops.put(partition(record), new Stop(record.offset(), failure));
    next.put(partition(record), new OffsetAndMetadata(record.offset(), note));
  }

  boolean isBehindStop(ConsumerRecord<String, byte[]> record) {
    Stop stop = stops.get(partition(record));
    return stop != null && record.offset() >= stop.offset();
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    TopicPartition partition = partition(record);
    if (stops.containsKey(partition)) {
      return;
    }
    try {
      received.add(new Received(record, EventJson.read(record.value(), ChatInput.class)));
    } catch (UnreadableRecordException e) {
      unreadable.add(new Unreadable(record, e));
    } catch (UnknownKindException e) {
      stopAt(record, e, "");
      return;
    }
    next.put(partition, new OffsetAndMetadata(record.offset() + 1));
  }
}
