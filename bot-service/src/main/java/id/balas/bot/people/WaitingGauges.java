package id.balas.bot.people;

import id.balas.events.value.Waiting.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Gauges of the chats that wait for a person, by their most important reason, and of the longest
/// wait. Snoozed chats do not count. Read from the database, so all instances report the same.
@Component
class WaitingGauges {

  private static final Logger log = LoggerFactory.getLogger(WaitingGauges.class);
  private static final String WAITING =
      """
      SELECT handling -> 'waiting' -> 'reasons' ->> 0 AS reason, count(*) AS chats, min(waiting_since) AS oldest
      FROM bot.chats
      WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL
      GROUP BY 1
      """;

  private record Group(long chats, Instant oldest) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private volatile Map<Reason, Group> waiting = Map.of();

  WaitingGauges(JdbcTemplate jdbc, Clock clock, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.clock = clock;
    for (Reason reason : Reason.values()) {
      Gauge.builder("balas.bot.waiting.chats", () -> chats(reason))
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("balas.bot.waiting.oldest.age", this::oldestAge)
        .baseUnit("seconds")
        .register(registry);
  }

  private long chats(Reason reason) {
    Group group = waiting.get(reason);
    return group == null ? 0 : group.chats();
  }

  // Late chats are last in the queue on purpose, so their age is no alarm.
  private double oldestAge() {
    Instant now = clock.instant();
    return waiting.entrySet().stream()
        .filter(entry -> !entry.getKey().isLast())
        .mapToDouble(entry -> Duration.between(entry.getValue().oldest(), now).toMillis() / 1e3)
        .max()
        .orElse(0);
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT10S")
  void refresh() {
    try {
      Map<Reason, Group> read = new EnumMap<>(Reason.class);
      jdbc.query(
          WAITING,
          row -> {
            Timestamp oldest = row.getTimestamp("oldest");
            read.put(
                Reason.valueOf(row.getString("reason")),
                new Group(row.getLong("chats"), oldest.toInstant()));
          });
      waiting = read;
    } catch (DataAccessException e) {
      log.warn("Could not refresh the gauges of waiting chats: {}", e.toString());
    }
  }
}
