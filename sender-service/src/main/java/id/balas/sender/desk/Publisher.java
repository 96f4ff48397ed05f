package id.balas.sender.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/// Puts records on the log in their order, and returns when Kafka has them all.
@Component
class Publisher {

  private static final long PATIENCE_SECONDS = 10;

  private final KafkaTemplate<String, byte[]> kafka;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Publisher(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  /// Throws [NotConfirmed] after 10 s; the records may be there all the same, or come later.
  void publish(List<ProducerRecord<String, byte[]>> records) {
    // A broker that is away blocks the send itself, for longer than anybody waits for an answer.
    var sent = CompletableFuture.runAsync(() -> send(records), threads);
    try {
      sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new NotConfirmed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConfirmed(e);
    }
  }

  private void send(List<ProducerRecord<String, byte[]>> records) {
    List<CompletableFuture<?>> acks = new ArrayList<>();
    records.forEach(record -> acks.add(kafka.send(record)));
    CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
  }

  static final class NotConfirmed extends ResponseStatusException {
    NotConfirmed(Exception cause) {
      super(
          HttpStatus.SERVICE_UNAVAILABLE,
          "Kafka has not confirmed it: repeat the request with the same Idempotency-Key.",
          cause);
    }
  }
}
