package id.balas.bot.history;

import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Consumes all topics of the history in its own consumer group, so failures here never stop the
/// decisions. Infrastructure errors are retried forever. A bad record is dead-lettered.
@Component
class HistoryListener implements RecordProjector.Rejections {

  static final String ID = "bot-history";

  private static final Logger log = LoggerFactory.getLogger(HistoryListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RecordProjector records;
  private final ConsumerRecordRecoverer deadLetters;
  private final HistoryMetrics metrics;

  HistoryListener(
      Projection projection, ConsumerRecordRecoverer deadLetters, HistoryMetrics metrics) {
    this.records = new RecordProjector(projection, this);
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  // The range assignor assigns the same partition number of each topic to one consumer. All records
  // of a chat are therefore read here.
  @KafkaListener(
      id = ID,
      topics = {
        Topics.CHAT_INPUTS,
        Topics.OUTBOUND_MESSAGES,
        Topics.MESSAGE_STATUSES,
        Topics.MESSAGE_ECHOES
      },
      autoStartup = "${balas.bot.history.enabled}",
      // A record may wait 0.1 s for others: many then share one poll and one transaction.
      properties = {"max.poll.records=1000", "fetch.min.bytes=65536", "fetch.max.wait.ms=100"})
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    try {
      metrics.timed(() -> records.project(batch));
      metrics.projected(batch);
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not project {} records, retrying: {}", batch.size(), e.toString());
      metrics.retried();
      ack.nack(0, RETRY_AFTER);
    }
  }

  // The decision listener dead-letters unreadable inputs already.
  @Override
  public void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException failure) {
    if (record.topic().equals(Topics.CHAT_INPUTS)) {
      skip(record, failure);
    } else {
      impossible(record, failure);
    }
  }

  // Skips the record. It enters the history when the newer release rebuilds the history.
  @Override
  public void unknown(ConsumerRecord<String, byte[]> record, UnknownKindException failure) {
    skip(record, failure);
  }

  private void skip(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    log.warn(
        "Skipped {}-{}@{}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        failure.getMessage());
    metrics.skipped();
  }

  @Override
  public void impossible(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    deadLetters.accept(record, failure);
    metrics.buried();
  }
}
