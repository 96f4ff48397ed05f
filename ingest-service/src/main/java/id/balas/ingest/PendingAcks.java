package id.balas.ingest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Kafka's word on each record of one body: done with the last one, or with the first failure. What
/// the body holds in flight is given back when the producer has let go of all of it, which may be
/// after the caller has given up.
final class PendingAcks implements Callback {

  private final AtomicInteger open;
  private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
  private final Runnable letGo;

  PendingAcks(int records, Runnable letGo) {
    this.open = new AtomicInteger(records);
    this.letGo = letGo;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure != null) {
      outcome.completeExceptionally(failure);
    }
    settle(1);
  }

  /// These were never handed to the producer.
  void withdraw(int records) {
    settle(records);
  }

  private void settle(int records) {
    if (open.addAndGet(-records) == 0) {
      letGo.run();
      outcome.complete(null);
    }
  }

  boolean hasFailed() {
    return outcome.isCompletedExceptionally();
  }

  void await(long nanos) throws ExecutionException, TimeoutException, InterruptedException {
    outcome.get(nanos, TimeUnit.NANOSECONDS);
  }
}
