package id.balas.service.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/// Publishes the actions of callers, with a producer of its own that gives up within seconds. The
/// producer of the service tries forever: it would send an action that was answered with 503 when
/// Kafka is back, perhaps an hour later.
public final class ActionProducer implements DisposableBean {

  // Longer than blocking for metadata and the delivery together.
  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(4);

  private static final Map<String, Object> LIMITS =
      Map.of(
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2500,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000,
          ProducerConfig.LINGER_MS_CONFIG, 0,
          // Otherwise an action after a quiet time would need its metadata again.
          ProducerConfig.METADATA_MAX_IDLE_CONFIG, 86_400_000);

  private final KafkaTemplate<String, byte[]> kafka;

  ActionProducer(ProducerFactory<String, byte[]> producers) {
    this.kafka = new KafkaTemplate<>(producers, LIMITS);
  }

  /// Returns when Kafka has all records. Throws [KafkaException] if it has not confirmed them
  /// within seconds; then it may have some of them, but gets no more.
  public void publish(List<ProducerRecord<String, byte[]>> records) {
    try {
      List<CompletableFuture<?>> acks = new ArrayList<>();
      records.forEach(record -> acks.add(kafka.send(record)));
      CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
          .get(CONFIRMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka has not confirmed an action", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("publishing an action was interrupted", e);
    }
  }

  @Override
  public void destroy() {
    kafka.destroy();
  }
}
