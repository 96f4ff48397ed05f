package id.balas.ingest;

import id.balas.events.CloudEvents;
import id.balas.events.WireRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// Writes the records of one body and returns only when Kafka has every one of them.
@Component
public class ChatInputPublisher {

  // Longer than the producer's own delivery.timeout.ms, so that it is the producer that gives up.
  private static final Duration PATIENCE = Duration.ofMillis(2_800);
  // Key, headers and the producer's own bookkeeping.
  private static final int BESIDE_THE_VALUE = 512;

  private final ProducerFactory<String, byte[]> producers;
  private final LogHealth log;
  private final InFlight inFlight;
  private final Timer latency;

  ChatInputPublisher(
      ProducerFactory<String, byte[]> producers,
      LogHealth log,
      IntakeProperties limits,
      MeterRegistry metrics) {
    this.producers = producers;
    this.log = log;
    this.inFlight = new InFlight(limits.maxRecordsInFlight(), limits.maxInFlight().toBytes());
    this.latency = metrics.timer("balas.intake.publish");
    metrics.gauge("balas.intake.in.flight", inFlight, InFlight::records);
    metrics.gauge("balas.intake.in.flight.bytes", inFlight, InFlight::bytes);
  }

  /// Throws [NotDurable] when Kafka did not confirm all of them in time, and [Overloaded] at once
  /// when too much waits for it already: the caller must come again.
  public void publish(List<? extends WireRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    List<ProducerRecord<String, byte[]>> messages =
        records.stream().map(record -> CloudEvents.of(record, "ingest-service")).toList();
    long bytes =
        messages.stream().mapToLong(message -> message.value().length + BESIDE_THE_VALUE).sum();
    if (!inFlight.enter(messages.size(), bytes)) {
      throw new Overloaded();
    }
    var acks = new PendingAcks(messages.size(), () -> inFlight.leave(messages.size(), bytes));
    if (!log.mayTry()) {
      acks.withdraw(messages.size());
      throw new NotDurable(new KafkaException("Kafka is known to be away"));
    }
    send(messages, acks);
  }

  private void send(List<ProducerRecord<String, byte[]>> messages, PendingAcks acks) {
    long begun = System.nanoTime();
    try {
      hand(messages, acks);
      acks.await(PATIENCE.toNanos());
      log.published();
    } catch (ExecutionException e) {
      throw failed(begun, e.getCause() instanceof Exception cause ? cause : e);
    } catch (KafkaException | TimeoutException e) {
      throw failed(begun, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(begun, e);
    } finally {
      latency.record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  // Without metadata each one would wait for it in turn: the first failure is enough.
  private void hand(List<ProducerRecord<String, byte[]>> messages, PendingAcks acks) {
    Producer<String, byte[]> producer = producers.createProducer();
    int handed = 0;
    try {
      for (ProducerRecord<String, byte[]> message : messages) {
        if (acks.hasFailed()) {
          break;
        }
        var _ = producer.send(message, acks);
        handed++;
      }
    } finally {
      if (handed < messages.size()) {
        acks.withdraw(messages.size() - handed);
      }
    }
  }

  private NotDurable failed(long begun, Exception cause) {
    log.failed(begun, cause);
    return new NotDurable(cause);
  }

  /// Kafka has not confirmed the records; some may stand there all the same, so they may come
  /// twice.
  public static final class NotDurable extends RuntimeException {
    NotDurable(Exception cause) {
      super("Kafka did not confirm the records in time", cause, false, false);
    }
  }

  /// More waits for Kafka than may.
  public static final class Overloaded extends RuntimeException {
    Overloaded() {
      super("too many records wait for Kafka", null, false, false);
    }
  }
}
