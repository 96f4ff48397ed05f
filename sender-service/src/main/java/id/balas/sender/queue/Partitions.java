package id.balas.sender.queue;

import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The chat queues and offsets of the partitions that this instance owns.
final class Partitions {

  private record Partition(Offsets offsets, Map<ChatKey, ChatQueue> queues) {
    Partition() {
      this(new Offsets(), new HashMap<>());
    }
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();

  void assign(int partition) {
    partitions.put(partition, new Partition());
  }

  /// Removes the partition and returns its queues.
  Collection<ChatQueue> revoke(int partition) {
    Partition revoked = partitions.remove(partition);
    return revoked == null ? List.of() : revoked.queues().values();
  }

  ChatQueue queue(int partition, ChatKey chat) {
    return of(partition).queues().computeIfAbsent(chat, _ -> new ChatQueue(partition, chat));
  }

  void forget(ChatQueue queue) {
    of(queue.partition()).queues().remove(queue.chat());
  }

  Offsets offsets(int partition) {
    return of(partition).offsets();
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, _ -> new Partition());
  }

  Map<Integer, Long> committable() {
    Map<Integer, Long> positions = new HashMap<>();
    partitions.forEach((number, partition) -> {
      long position = partition.offsets().committable();
      if (position >= 0) {
        positions.put(number, position);
      }
    });
    return positions;
  }

  Map<ChatQueues.Why, Integer> waitingBy(Instant now) {
    Map<ChatQueues.Why, Integer> counts = new EnumMap<>(ChatQueues.Why.class);
    queues().forEach(queue -> counts.merge(queue.why(now), queue.waiting(), Integer::sum));
    return counts;
  }

  int chats() {
    return partitions.values().stream().mapToInt(partition -> partition.queues().size()).sum();
  }

  @Nullable Instant oldest() {
    return queues()
        .map(ChatQueue::oldest)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private Stream<ChatQueue> queues() {
    return partitions.values().stream().flatMap(partition -> partition.queues().values().stream());
  }
}
