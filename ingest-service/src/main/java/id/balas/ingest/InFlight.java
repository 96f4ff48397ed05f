package id.balas.ingest;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much may wait for Kafka's word at once, in records and in bytes: what is over it is refused
/// at once, so that a slow Kafka costs no memory without end.
final class InFlight {

  private final int mostRecords;
  private final long mostBytes;
  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int mostRecords, long mostBytes) {
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
  }

  /// Whether there is room; what was taken is given back with [#leave]. One body alone always finds
  /// room.
  boolean enter(int moreRecords, long moreBytes) {
    int recordsThen = records.addAndGet(moreRecords);
    long bytesThen = bytes.addAndGet(moreBytes);
    boolean alone = recordsThen == moreRecords;
    if (alone || (recordsThen <= mostRecords && bytesThen <= mostBytes)) {
      return true;
    }
    leave(moreRecords, moreBytes);
    return false;
  }

  void leave(int fewerRecords, long fewerBytes) {
    records.addAndGet(-fewerRecords);
    bytes.addAndGet(-fewerBytes);
  }

  int records() {
    return records.get();
  }

  long bytes() {
    return bytes.get();
  }
}
