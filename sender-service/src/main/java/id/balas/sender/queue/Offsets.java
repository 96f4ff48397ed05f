package id.balas.sender.queue;

import java.util.TreeSet;

/// The offsets of a partition: what lies below the lowest unfinished one may be committed.
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

  /// The offset to go on from after a restart; -1 as long as nothing has come.
  long committable() {
    return unfinished.isEmpty() ? next : unfinished.first();
  }
}
