package id.balas.sender.outbound;

import id.balas.sender.queue.ChatQueues;
import id.balas.sender.takeover.Fence;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many messages wait, and for what: in the memory of this instance, and parked in the
/// database, which is the same for all instances. Reads the database every 10 s and the memory at
/// each scrape.
@Component
class QueueMetrics {

  private static final int REFRESH_EVERY_MILLIS = 10_000;
  private static final List<String> PARKED_FOR =
      List.of(
          "turn",
          "call",
          "unknown",
          "retry",
          "channel",
          "paused",
          "budget",
          "quiet_hours",
          "other");

  // Without an attempt, the reason is that of the missing permit. With attempts, it is the outcome
  // of the last one.
  private static final String PARKED =
      """
      SELECT CASE
          WHEN state = 'UNKNOWN' THEN 'unknown'
          WHEN state = 'ATTEMPTING' THEN 'call'
          WHEN attempts -> -1 ->> 'outcome' = 'CHANNEL_DOWN' THEN 'channel'
          WHEN attempts -> -1 ->> 'outcome' IS NOT NULL THEN 'retry'
          WHEN coalesce(reason, '') = '' OR reason LIKE 'waits behind other messages%' THEN 'turn'
          WHEN reason LIKE 'quiet hours%' THEN 'quiet_hours'
          WHEN reason LIKE 'budget %' OR reason LIKE 'waits for its share%' THEN 'budget'
          WHEN reason LIKE 'channel paused%' THEN 'paused'
          WHEN reason LIKE 'channel %' OR reason LIKE 'the provider fails%' OR reason LIKE '%names no channel%'
            OR reason LIKE 'waits for a free call%' THEN 'channel'
          ELSE 'other'
        END AS reason, count(*) AS messages, min(created_at) AS oldest
      FROM sender.deliveries
      WHERE log_partition IS NOT NULL AND state IN ('WAITING', 'ATTEMPTING', 'UNKNOWN')
      GROUP BY 1
      """;

  private record Parked(Map<String, Long> byReason, @Nullable Instant oldest) {}

  private final JdbcClient jdbc;
  private final Dispatcher dispatcher;
  private final Clock clock;
  private volatile Parked parked = new Parked(Map.of(), null);

  QueueMetrics(
      JdbcClient jdbc, Dispatcher dispatcher, Fence fence, Clock clock, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.dispatcher = dispatcher;
    this.clock = clock;
    for (ChatQueues.Why why : ChatQueues.Why.values()) {
      Gauge.builder("balas.sender.queued", () -> dispatcher.waitingBy().getOrDefault(why, 0))
          .tags("where", "memory", "reason", why.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (String reason : PARKED_FOR) {
      Gauge.builder("balas.sender.queued", () -> parked.byReason().getOrDefault(reason, 0L))
          .tags("where", "parked", "reason", reason)
          .register(registry);
    }
    Gauge.builder(
            "balas.sender.parked",
            () -> parked.byReason().values().stream().mapToLong(Long::longValue).sum())
        .register(registry);
    Gauge.builder("balas.sender.in.flight", dispatcher::running).register(registry);
    Gauge.builder("balas.sender.oldest.unsent", this::oldestUnsent)
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("balas.sender.fence.lagging", () -> fence.isCaughtUp() ? 0 : 1)
        .register(registry);
  }

  @Scheduled(fixedDelay = REFRESH_EVERY_MILLIS)
  void refresh() {
    Map<String, Long> byReason = new HashMap<>();
    Instant[] oldest = {null};
    try {
      jdbc.sql(PARKED)
          .query(row -> {
            byReason.put(row.getString("reason"), row.getLong("messages"));
            Timestamp first = row.getTimestamp("oldest");
            if (oldest[0] == null || first.toInstant().isBefore(oldest[0])) {
              oldest[0] = first.toInstant();
            }
          });
      parked = new Parked(byReason, oldest[0]);
    } catch (DataAccessException _) {
      // Keeps the last known values. Other metrics report an unavailable database.
    }
  }

  private double oldestUnsent() {
    Instant now = clock.instant();
    Instant inMemory = dispatcher.oldest().orElse(now);
    Instant inDatabase = parked.oldest() == null ? now : parked.oldest();
    Instant oldest = inMemory.isBefore(inDatabase) ? inMemory : inDatabase;
    return Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0);
  }
}
