package id.balas.sender.outbound;

import id.balas.events.value.ChatKey;
import id.balas.sender.delivery.Deliveries;
import id.balas.sender.queue.ParkedChat;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Loads the chats of a new partition that have parked messages. Until they are known, no record of
/// the partition may be processed: it would overtake a parked one.
@Component
class ParkedChats {

  private static final Logger log = LoggerFactory.getLogger(ParkedChats.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final Dispatcher dispatcher;
  private final Map<Integer, Long> wanted = new ConcurrentHashMap<>();
  private final AtomicLong orders = new AtomicLong();
  private final Set<Integer> loaded = ConcurrentHashMap.newKeySet();

  ParkedChats(Deliveries deliveries, Dispatcher dispatcher) {
    this.deliveries = deliveries;
    this.dispatcher = dispatcher;
  }

  void load(int partition) {
    long order = orders.incrementAndGet();
    wanted.put(partition, order);
    Thread.ofVirtual().start(() -> load(partition, order));
  }

  private void load(int partition, Long order) {
    while (order.equals(wanted.get(partition))) {
      try {
        Map<ChatKey, ParkedChat> chats = deliveries.parkedChats(partition);
        assign(partition, order, chats);
      } catch (DataAccessException e) {
        log.warn(
            "Failed to load the parked chats of partition {}, retrying: {}",
            partition,
            e.toString());
        LockSupport.parkNanos(RETRY_AFTER.toNanos());
      }
    }
  }

  // Synchronized with [#forget]: a partition that was revoked meanwhile must not be assigned.
  private synchronized void assign(int partition, Long order, Map<ChatKey, ParkedChat> chats) {
    if (wanted.remove(partition, order)) {
      dispatcher.assign(partition, chats);
      loaded.add(partition);
    }
  }

  boolean isLoaded(int partition) {
    return loaded.contains(partition);
  }

  synchronized void forget(int partition) {
    wanted.remove(partition);
    loaded.remove(partition);
  }
}
