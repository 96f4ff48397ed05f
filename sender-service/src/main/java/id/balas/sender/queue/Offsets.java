package id.balas.sender.queue;

import java.util.TreeSet;

/// Tracks the finished offsets of a partition. All below the lowest unfinished one can be
/// committed.
final class Offsets {

  private final TreeSet<Long> unfinished = new TreeSet<>();
  private long next = -1;

  void add(long offset) {
    unfinished.add(offset);
    next = Math.max(next, offset + 1);
  }

  void finish(long offset) {
    unfinished.remove(offset);
  }

  /// The offset to commit, -1 before the first record.
  long committable() {
    return unfinished.isEmpty() ? next : unfinished.first();
  }
}
