package id.balas.sender.outbound;

import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import id.balas.sender.delivery.Deletions;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.takeover.Fence;
import id.balas.service.telemetry.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.stereotype.Component;

/// Parses records and queues their messages. Does not wait for their delivery.
@Component
class OutboundRecords {

  private static final Logger log = LoggerFactory.getLogger(OutboundRecords.class);

  private final Dispatcher dispatcher;
  private final Fence fence;
  private final Deletions deletions;
  private final ConsumerRecordRecoverer deadLetters;

  OutboundRecords(
      Dispatcher dispatcher,
      Fence fence,
      Deletions deletions,
      ConsumerRecordRecoverer deadLetters) {
    this.dispatcher = dispatcher;
    this.fence = fence;
    this.deletions = deletions;
    this.deadLetters = deadLetters;
  }

  /// Returns, for each partition, the first record that only a newer release can read. The
  /// partition must stop there.
  Map<TopicPartition, Long> queue(Iterable<ConsumerRecord<String, byte[]>> records) {
    List<Entry> entries = new ArrayList<>();
    Map<TopicPartition, Long> unknown = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      var partition = new TopicPartition(record.topic(), record.partition());
      if (unknown.containsKey(partition)) {
        continue;
      }
      try {
        entries.add(
            new Entry(
                record.partition(),
                record.offset(),
                read(record),
                Traces.traceparent(record.headers())));
      } catch (UnreadableRecordException e) {
        deadLetters.accept(record, e);
        dispatcher.skip(record.partition(), record.offset());
      } catch (UnknownKindException e) {
        log.error("STOPPED at {}@{}: {}", partition, record.offset(), e.getMessage());
        unknown.put(partition, record.offset());
      }
    }
    dispatcher.add(entries);
    return unknown;
  }

  private OutboundMessage read(ConsumerRecord<String, byte[]> record) {
    OutboundMessage message = EventJson.read(record.value(), OutboundMessage.class);
    fence.seen(message.chat(), message.epoch(), message.createdAt());
    deletions.seen(message);
    return message;
  }
}
