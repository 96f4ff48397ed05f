package id.balas.ingest.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Limits the records and bytes that wait for Kafka's acknowledgement. A batch over the limit is
/// rejected at once, so that a slow Kafka cannot exhaust the memory.
final class InFlight {

  private final int mostRecords;
  private final long mostBytes;
  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int mostRecords, long mostBytes) {
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
  }

  /// Returns null if the limit is reached. A batch is always accepted if it is the only one.
  @Nullable Batch enter(int moreRecords, long moreBytes) {
    int recordsThen = records.addAndGet(moreRecords);
    long bytesThen = bytes.addAndGet(moreBytes);
    boolean alone = recordsThen == moreRecords;
    if (alone || (recordsThen <= mostRecords && bytesThen <= mostBytes)) {
      return new Batch(moreRecords, moreBytes);
    }
    leave(moreRecords, moreBytes);
    return null;
  }

  private void leave(int fewerRecords, long fewerBytes) {
    records.addAndGet(-fewerRecords);
    bytes.addAndGet(-fewerBytes);
  }

  int records() {
    return records.get();
  }

  long bytes() {
    return bytes.get();
  }

  /// The acknowledgements of one body: complete with the last one, or with the first failure. It
  /// counts against the limit until the producer has finished with all records. That may be after
  /// the caller has timed out.
  final class Batch implements Callback {

    private final int size;
    private final long sizeInBytes;
    private final AtomicInteger open;
    private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();

    private Batch(int size, long sizeInBytes) {
      this.size = size;
      this.sizeInBytes = sizeInBytes;
      this.open = new AtomicInteger(size);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure != null) {
        outcome.completeExceptionally(failure);
      }
      settle(1);
    }

    /// Counts records that were never passed to the producer as finished.
    void withdraw(int count) {
      settle(count);
    }

    private void settle(int count) {
      if (open.addAndGet(-count) == 0) {
        leave(size, sizeInBytes);
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
}
