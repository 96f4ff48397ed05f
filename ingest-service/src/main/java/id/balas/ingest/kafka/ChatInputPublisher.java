package id.balas.ingest.kafka;

import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.ingest.links.CustomerLinks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// Publishes the records of one body, and returns only when Kafka has every one of them.
@Component
public class ChatInputPublisher {

  private static final Logger log = LoggerFactory.getLogger(ChatInputPublisher.class);
  // Longer than the producer's delivery.timeout.ms, so that the producer times out first.
  private static final Duration PATIENCE = Duration.ofMillis(2_800);
  // Key, headers and the producer's own overhead.
  private static final int BESIDE_THE_VALUE = 512;

  private final ProducerFactory<String, byte[]> producers;
  private final KafkaAvailability availability;
  private final CustomerLinks links;
  private final InFlight inFlight;
  private final Timer latency;

  ChatInputPublisher(
      ProducerFactory<String, byte[]> producers,
      KafkaAvailability availability,
      CustomerLinks links,
      IntakeProperties limits,
      MeterRegistry metrics) {
    this.producers = producers;
    this.availability = availability;
    this.links = links;
    this.inFlight = new InFlight(limits.maxRecordsInFlight(), limits.maxInFlight().toBytes());
    this.latency = metrics.timer("balas.intake.publish");
    metrics.gauge("balas.intake.in.flight", inFlight, InFlight::records);
    metrics.gauge("balas.intake.in.flight.bytes", inFlight, InFlight::bytes);
  }

  /// Throws [NotDurableException] if Kafka does not confirm all records in time. Throws
  /// [OverloadedException] at once if too many records are in flight. In both cases the caller must
  /// retry.
  public void publish(List<? extends WireRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    List<WireRecord> linked = links.addedTo(records);
    send(linked);
    keep(links.published(linked));
  }

  // Without the record, a later start publishes the link again.
  private void keep(List<KnownLink> published) {
    if (!published.isEmpty()) {
      try {
        send(published);
      } catch (NotDurableException | OverloadedException e) {
        log.warn("Could not record {} published links: {}", published.size(), e.toString());
      }
    }
  }

  private void send(List<? extends WireRecord> records) {
    List<ProducerRecord<String, byte[]>> messages =
        records.stream().map(record -> CloudEvents.of(record, "ingest-service")).toList();
    long bytes =
        messages.stream().mapToLong(message -> message.value().length + BESIDE_THE_VALUE).sum();
    InFlight.Batch batch = inFlight.enter(messages.size(), bytes);
    if (batch == null) {
      throw new OverloadedException();
    }
    if (!availability.mayTry()) {
      batch.withdraw(messages.size());
      throw new NotDurableException(new KafkaException("Kafka is known to be down"));
    }
    send(messages, batch);
  }

  private void send(List<ProducerRecord<String, byte[]>> messages, InFlight.Batch batch) {
    long begun = System.nanoTime();
    try {
      hand(messages, batch);
      batch.await(PATIENCE.toNanos());
      availability.published();
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

  // Without metadata each send would block for it in turn, so the first failure ends the loop.
  private void hand(List<ProducerRecord<String, byte[]>> messages, InFlight.Batch batch) {
    Producer<String, byte[]> producer = producers.createProducer();
    int handed = 0;
    try {
      for (ProducerRecord<String, byte[]> message : messages) {
        if (batch.hasFailed()) {
          break;
        }
        var _ = producer.send(message, batch);
        handed++;
      }
    } finally {
      if (handed < messages.size()) {
        batch.withdraw(messages.size() - handed);
      }
    }
  }

  private NotDurableException failed(long begun, Exception cause) {
    availability.failed(begun, cause);
    return new NotDurableException(cause);
  }

  /// Kafka has not confirmed the records. Some may be stored anyway, so a retry can duplicate them.
  public static final class NotDurableException extends RuntimeException {
    NotDurableException(Exception cause) {
      super("Kafka did not confirm the records in time", cause, false, false);
    }
  }

  /// Too many records are in flight.
  public static final class OverloadedException extends RuntimeException {
    OverloadedException() {
      super("too many records wait for Kafka", null, false, false);
    }
  }
}
