package id.balas.service.web.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections that have sent a part of a request head, with the time of their first byte. A
/// request that is being processed is never interrupted: its thread holds the connection's lock.
final class UnfinishedHeads {

  private static final Logger log = LoggerFactory.getLogger(UnfinishedHeads.class);

  // Connections are closed above the first part of the maximum, down to the second.
  private static final double CROWDED = 0.9;
  private static final double ROOMY = 0.25;
  private static final int AT_ONCE = 50;
  private static final long PAUSE_OF_WARNINGS = Duration.ofMinutes(1).toNanos();

  private final Map<SocketWrapperBase<?>, Long> startedAt = new ConcurrentHashMap<>();
  private long warnedAt = System.nanoTime() - PAUSE_OF_WARNINGS;

  /// The time of the first call counts.
  void add(SocketWrapperBase<?> connection) {
    startedAt.putIfAbsent(connection, System.nanoTime());
  }

  void remove(SocketWrapperBase<?> connection) {
    startedAt.remove(connection);
  }

  /// Closes the oldest ones, and only some at once: their clients reconnect immediately.
  void closeOlderThan(Duration limit) {
    long latest = System.nanoTime() - limit.toNanos();
    startedAt.keySet().removeIf(SocketWrapperBase::isClosed);
    startedAt.entrySet().stream()
        .filter(head -> head.getValue() - latest < 0)
        .sorted(Map.Entry.comparingByValue())
        .limit(AT_ONCE)
        .forEach(head -> close(head.getKey()));
  }

  /// Closes the oldest unfinished heads and then idle connections if there are nearly as many
  /// connections as allowed. New clients get in then, even if one client opens thousands.
  void makeRoom(Set<SocketWrapperBase<NioChannel>> connections, int most) {
    if (most <= 0 || connections.size() < most * CROWDED) {
      return;
    }
    long surplus = connections.size() - Math.round(most * ROOMY);
    connections.stream()
        .filter(this::isWaiting)
        .sorted(
            Comparator.<SocketWrapperBase<NioChannel>>comparingLong(
                    connection -> startedAt.getOrDefault(connection, Long.MAX_VALUE))
                .thenComparingLong(UnfinishedHeads::lastRead))
        .limit(surplus)
        .forEach(this::close);
    if (System.nanoTime() - warnedAt > PAUSE_OF_WARNINGS) {
      warnedAt = System.nanoTime();
      log.warn(
          "{} of at most {} connections are open: closing those without a complete request",
          connections.size(),
          most);
    }
  }

  private static long lastRead(SocketWrapperBase<NioChannel> connection) {
    return connection instanceof NioSocketWrapper nio ? nio.getLastRead() : 0;
  }

  private void close(SocketWrapperBase<?> connection) {
    if (!connection.getLock().tryLock()) {
      return;
    }
    try {
      if (isWaiting(connection)) {
        startedAt.remove(connection);
        connection.close();
      }
    } finally {
      connection.getLock().unlock();
    }
  }

  // Without a processor: new, or idle after a response.
  private boolean isWaiting(SocketWrapperBase<?> connection) {
    return connection.getCurrentProcessor() == null || startedAt.containsKey(connection);
  }
}
