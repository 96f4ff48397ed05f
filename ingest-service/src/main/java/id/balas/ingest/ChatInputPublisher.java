package id.balas.ingest;

import id.balas.events.CloudEvents;
import id.balas.events.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Writes the records of one body and returns only when Kafka has every one of them.
@Component
public class ChatInputPublisher {

  private static final long PATIENCE_MILLIS = 2_800;

  private final KafkaTemplate<String, byte[]> kafka;

  ChatInputPublisher(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  /// Throws [NotDurable] when Kafka did not confirm all of them in time: the caller must come again.
  public void publish(List<? extends WireRecord> records) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    List<CompletableFuture<?>> acks = new ArrayList<>();
    try {
      for (WireRecord record : records) {
        acks.add(kafka.send(CloudEvents.of(record, "ingest-service")));
      }
      CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
          .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new NotDurable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDurable(e);
    }
  }

  /// Kafka has not confirmed the records; some may stand there all the same, so they may come twice.
  public static final class NotDurable extends RuntimeException {
    NotDurable(Exception cause) {
      super("Kafka did not confirm the records in time", cause);
    }
  }
}
