package id.balas.sender.web;

import id.balas.service.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes records in their order and returns when Kafka has confirmed all of them.
@Component
class ConfirmedPublisher {

  private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);
  private static final long TIMEOUT_SECONDS = 10;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final KafkaTemplate<String, byte[]> kafka;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ConfirmedPublisher(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  /// Throws a 503 after 10 s. Kafka may have stored the records, or may store them later.
  void publish(List<ProducerRecord<String, byte[]>> records) {
    // While the broker is unavailable, send() itself blocks longer than a caller waits.
    var sent = CompletableFuture.runAsync(() -> send(records), threads);
    try {
      sent.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw notConfirmed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notConfirmed(e);
    }
  }

  private void send(List<ProducerRecord<String, byte[]>> records) {
    List<CompletableFuture<?>> acks = new ArrayList<>();
    records.forEach(record -> acks.add(kafka.send(record)));
    CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
  }

  private static ProblemException notConfirmed(Exception cause) {
    log.error("Kafka has not confirmed the records of a request: {}", cause.toString());
    return ProblemException.unavailable(
        "Kafka has not confirmed the records. Repeat the request with the same Idempotency-Key.",
        RETRY_AFTER);
  }
}
