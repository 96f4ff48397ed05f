package id.balas.bot.history;

import id.balas.bot.chat.Poison;
import id.balas.events.EventJson;
import id.balas.events.Topics;
import id.balas.events.UnknownKind;
import id.balas.events.UnreadableRecord;
import id.balas.events.WireRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Reads all that the history is made of, in a group of its own: whatever fails here, deciding goes on. What fails for
/// the world's sake is tried again without end; what fails for a record's own sake is halved until that record stands
/// alone, and goes to the dead letters.
@Component
class HistoryListener {

  static final String ID = "bot-history";

  private static final Logger log = LoggerFactory.getLogger(HistoryListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record Received(ConsumerRecord<String, byte[]> record, WireRecord says) {}

  private final Projection projection;
  private final ConsumerRecordRecoverer deadLetters;
  private final HistoryMetrics metrics;

  HistoryListener(Projection projection, ConsumerRecordRecoverer deadLetters, HistoryMetrics metrics) {
    this.projection = projection;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  // With the range assignor the same partition of each topic comes to one consumer: what belongs to a chat is here.
  @KafkaListener(
      id = ID,
      topics = {Topics.CHAT_INPUTS, Topics.OUTBOUND_MESSAGES, Topics.MESSAGE_STATUSES, Topics.MESSAGE_ECHOES},
      properties = "max.poll.records=1000")
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    try {
      metrics.timed(() -> project(read(batch)));
      metrics.projected(batch);
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not record {} records in the history, trying again: {}", batch.size(), e.toString());
      metrics.retried();
      ack.nack(0, RETRY_AFTER);
    }
  }

  private List<Received> read(List<ConsumerRecord<String, byte[]>> batch) {
    List<Received> received = new ArrayList<>(batch.size());
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        received.add(new Received(record, EventJson.read(record.value(), WireRecord.class)));
      } catch (UnreadableRecord e) {
        refuse(record, e);
      } catch (UnknownKind e) {
        passOver(record, e);
      }
    }
    return received;
  }

  // Whoever decides puts aside what it cannot read of the inputs; once is enough.
  private void refuse(ConsumerRecord<String, byte[]> record, UnreadableRecord failure) {
    if (record.topic().equals(Topics.CHAT_INPUTS)) {
      passOver(record, failure);
    } else {
      bury(record, failure);
    }
  }

  // What a newer release writes comes into the history when that release rebuilds it.
  private void passOver(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    log.warn("Passed over {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), failure.getMessage());
    metrics.passedOver();
  }

  private void project(List<Received> received) {
    try {
      projectAll(received);
    } catch (RuntimeException e) {
      if (!Poison.isCause(e)) {
        throw e;
      }
      isolate(received, e);
    }
  }

  // The one Error that a record can be the cause of: else it would end this consumer, and the next one's.
  private void projectAll(List<Received> received) {
    try {
      var facts = new Facts();
      received.forEach(one -> facts.add(one.says(), Instant.ofEpochMilli(one.record().timestamp())));
      projection.project(facts);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("a record goes too deep", e);
    }
  }

  private void isolate(List<Received> received, RuntimeException failure) {
    if (received.size() == 1) {
      bury(received.getFirst().record(), failure);
      return;
    }
    int half = received.size() / 2;
    project(received.subList(0, half));
    project(received.subList(half, received.size()));
  }

  private void bury(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    log.error(
        "Put {}-{}@{} to the dead letters: {}", record.topic(), record.partition(), record.offset(), failure.toString());
    deadLetters.accept(record, failure);
    metrics.buried();
  }
}
