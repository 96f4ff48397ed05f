package id.balas.ingest.kafka;

import static java.util.stream.Collectors.groupingBy;

import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.Topics;
import id.balas.ingest.links.CustomerLinks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// Publishes the records of one body, and returns only when Kafka has every one of them. What
/// customers wait for and the provider's callbacks each have a producer and a limit of their own,
/// so a flood of callbacks holds up no message.
@Component
public class ChatInputPublisher implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ChatInputPublisher.class);
  // Longer than the producer's delivery.timeout.ms, so that the producer times out first.
  private static final Duration PATIENCE = Duration.ofMillis(2_800);
  // Key, headers and the producer's own overhead.
  private static final int BESIDE_THE_VALUE = 512;
  private static final int METADATA_RETRIES = 10;
  // No customer waits for a callback. Several share a request, which costs Kafka as much as the
  // records in it.
  private static final Map<String, Object> GATHERED = Map.of(ProducerConfig.LINGER_MS_CONFIG, 20);

  private final Lane messages;
  private final Lane callbacks;
  private final KafkaAvailability availability;
  private final CustomerLinks links;
  private final Timer latency;

  ChatInputPublisher(
      ProducerFactory<String, byte[]> producers,
      KafkaAvailability availability,
      CustomerLinks links,
      IntakeProperties limits,
      MeterRegistry metrics) {
    this.messages = Lane.of(producers, limits);
    this.callbacks = Lane.of(producers.copyWithConfigurationOverride(GATHERED), limits);
    this.availability = availability;
    this.links = links;
    this.latency = metrics.timer("balas.intake.publish");
    metrics.gauge(
        "balas.intake.in.flight",
        this,
        it -> it.messages.inFlight.records() + it.callbacks.inFlight.records());
    metrics.gauge(
        "balas.intake.in.flight.bytes",
        this,
        it -> it.messages.inFlight.bytes() + it.callbacks.inFlight.bytes());
  }

  /// A producer with its limit.
  private record Lane(ProducerFactory<String, byte[]> producers, InFlight inFlight) {

    static Lane of(ProducerFactory<String, byte[]> producers, IntakeProperties limits) {
      return new Lane(
          producers, new InFlight(limits.maxRecordsInFlight(), limits.maxInFlight().toBytes()));
    }
  }

  /// The records of one body in one lane.
  private record Load(
      Lane lane, List<ProducerRecord<String, byte[]>> messages, InFlight.Batch batch) {

    void withdraw() {
      batch.withdraw(messages.size());
    }
  }

  /// Loads the metadata of all topics. Otherwise the first webhook would spend its short time limit
  /// on it.
  void prepare(Collection<String> topics) {
    RetryTemplate retries = new RetryTemplate(RetryPolicy.withMaxRetries(METADATA_RETRIES));
    for (String topic : topics) {
      retries.invoke(() -> lane(topic).producers.createProducer().partitionsFor(topic));
    }
  }

  // No topic of callbacks has chat inputs, so the order between the two producers means nothing.
  private Lane lane(String topic) {
    return topic.equals(Topics.MESSAGE_STATUSES) || topic.equals(Topics.MESSAGE_ECHOES)
        ? callbacks
        : messages;
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
    List<Load> loads =
        enter(
            records.stream()
                .map(record -> CloudEvents.of(record, "ingest-service"))
                .collect(groupingBy(message -> lane(message.topic()))));
    if (!availability.mayTry()) {
      loads.forEach(Load::withdraw);
      throw new NotDurableException(new KafkaException("Kafka is known to be down"));
    }
    publish(loads);
  }

  private static List<Load> enter(Map<Lane, List<ProducerRecord<String, byte[]>>> byLane) {
    List<Load> loads = new ArrayList<>(2);
    byLane.forEach((lane, messages) -> {
      long bytes =
          messages.stream().mapToLong(message -> message.value().length + BESIDE_THE_VALUE).sum();
      InFlight.Batch batch = lane.inFlight.enter(messages.size(), bytes);
      if (batch == null) {
        loads.forEach(Load::withdraw);
        throw new OverloadedException();
      }
      loads.add(new Load(lane, messages, batch));
    });
    return loads;
  }

  private void publish(Collection<Load> loads) {
    long begun = System.nanoTime();
    try {
      for (Load load : loads) {
        hand(load);
      }
      long deadline = begun + PATIENCE.toNanos();
      for (Load load : loads) {
        load.batch.await(deadline - System.nanoTime());
      }
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
  private static void hand(Load load) {
    Producer<String, byte[]> producer = load.lane.producers.createProducer();
    int handed = 0;
    try {
      for (ProducerRecord<String, byte[]> message : load.messages) {
        if (load.batch.hasFailed()) {
          break;
        }
        var _ = producer.send(message, load.batch);
        handed++;
      }
    } finally {
      if (handed < load.messages.size()) {
        load.batch.withdraw(load.messages.size() - handed);
      }
    }
  }

  private NotDurableException failed(long begun, Exception cause) {
    availability.failed(begun, cause);
    return new NotDurableException(cause);
  }

  @Override
  public void destroy() throws Exception {
    if (callbacks.producers instanceof DisposableBean producers) {
      producers.destroy();
    }
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
