package id.balas.sender.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/// The partitions that one consumer owns: decides which of them to pause and which offsets to
/// commit. The caller talks to Kafka.
public final class PartitionShare {

  private final Set<Integer> owned = new HashSet<>();
  private final Set<Integer> loading = new HashSet<>();
  private final Map<Integer, Instant> stoppedUntil = new HashMap<>();
  private Map<Integer, Long> committed = Map.of();

  /// New partitions pause until their parked chats are loaded: the same poll may bring records,
  /// which must not overtake parked ones.
  public void assign(Collection<Integer> partitions) {
    owned.addAll(partitions);
    loading.addAll(partitions);
  }

  public void loaded(IntPredicate isLoaded) {
    loading.removeIf(isLoaded::test);
  }

  /// Pauses a partition at a record that only a newer release can read.
  public void stop(int partition, Instant until) {
    stoppedUntil.put(partition, until);
  }

  public void revoke(Collection<Integer> partitions) {
    owned.removeAll(partitions);
    loading.removeAll(partitions);
    stoppedUntil.keySet().removeAll(partitions);
    committed = Map.of();
  }

  public boolean owns(int partition) {
    return owned.contains(partition);
  }

  public Set<Integer> owned() {
    return Set.copyOf(owned);
  }

  public boolean mustPause(int partition, boolean isFull, Instant now) {
    return isFull
        || loading.contains(partition)
        || stoppedUntil.getOrDefault(partition, Instant.MIN).isAfter(now);
  }

  /// The offsets of owned partitions, empty if they are committed already. `finished` are the
  /// offsets below which all messages have ended or are parked.
  public Map<Integer, Long> toCommit(Map<Integer, Long> finished) {
    Map<Integer, Long> offsets = finished(owned, finished);
    return offsets.equals(committed) ? Map.of() : offsets;
  }

  /// The finished offsets of these partitions.
  public Map<Integer, Long> finished(Collection<Integer> partitions, Map<Integer, Long> finished) {
    Map<Integer, Long> offsets = new HashMap<>(finished);
    offsets.keySet().retainAll(partitions);
    return offsets;
  }

  public void committed(Map<Integer, Long> offsets) {
    committed = Map.copyOf(offsets);
  }

  /// The last commit failed: [#toCommit] returns its offsets again.
  public void commitFailed() {
    committed = Map.of();
  }
}
