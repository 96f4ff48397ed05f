package id.balas.bot.history;

import id.balas.bot.history.model.HistoryBatch;
import id.balas.bot.kafka.Poison;
import id.balas.events.WireRecord;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Projects Kafka records. Bad records are isolated by bisecting the batch. Infrastructure errors
/// are thrown.
public final class RecordProjector {

  private record Received(ConsumerRecord<String, byte[]> record, WireRecord says) {}

  /// Handles records that cannot be projected.
  public interface Rejections {

    void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException failure);

    /// Written by a newer release.
    void unknown(ConsumerRecord<String, byte[]> record, UnknownKindException failure);

    /// The database rejects it permanently.
    void impossible(ConsumerRecord<String, byte[]> record, RuntimeException failure);
  }

  private final Projection projection;
  private final Rejections refusals;

  public RecordProjector(Projection projection, Rejections refusals) {
    this.projection = projection;
    this.refusals = refusals;
  }

  public void project(Iterable<ConsumerRecord<String, byte[]>> batch) {
    List<Received> received = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        received.add(new Received(record, EventJson.read(record.value(), WireRecord.class)));
      } catch (UnreadableRecordException e) {
        refusals.unreadable(record, e);
      } catch (UnknownKindException e) {
        refusals.unknown(record, e);
      }
    }
    project(received);
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

  // StackOverflowError is the only Error that a record can cause. Uncaught, it would stop this
  // consumer and, after the rebalance, the next one.
  private void projectAll(List<Received> received) {
    try {
      var batch = new HistoryBatch();
      received.forEach(one ->
          batch.add(
              one.says(), Instant.ofEpochMilli(one.record().timestamp()), one.record().offset()));
      projection.project(batch);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("a record is nested too deeply", e);
    }
  }

  private void isolate(List<Received> received, RuntimeException failure) {
    if (received.size() == 1) {
      refusals.impossible(received.getFirst().record(), failure);
      return;
    }
    int half = received.size() / 2;
    project(received.subList(0, half));
    project(received.subList(half, received.size()));
  }
}
