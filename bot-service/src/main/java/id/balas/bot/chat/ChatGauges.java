package id.balas.bot.chat;

import id.balas.events.value.Mode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Gauges of the chats per mode and the pending AI questions. They are read from the database
/// periodically, so all instances report the same values.
@Component
class ChatGauges {

  private static final Logger log = LoggerFactory.getLogger(ChatGauges.class);
  private static final String BY_MODE = "SELECT mode, count(*) FROM bot.chats GROUP BY mode";
  private static final String OPEN =
      """
      SELECT coalesce(sum(json_array_length(asked)), 0), min(asked_since)
      FROM bot.chats
      WHERE asked_until IS NOT NULL
      """;

  private record Open(long questions, @Nullable Instant oldest) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private volatile Map<Mode, Long> byMode = Map.of();
  private volatile Open open = new Open(0, null);

  ChatGauges(JdbcTemplate jdbc, DecisionConsumers consumers, Clock clock, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.clock = clock;
    for (Mode mode : Mode.values()) {
      Gauge.builder("balas.bot.chats", () -> byMode.getOrDefault(mode, 0L))
          .tag("mode", mode.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("balas.bot.open.inputs", () -> open.questions()).register(registry);
    Gauge.builder("balas.bot.open.inputs.oldest.age", this::oldestAge)
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("balas.bot.lag", consumers::lag).register(registry);
  }

  private double oldestAge() {
    Instant oldest = open.oldest();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3);
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT10S")
  void refreshOpenQuestions() {
    ask(() ->
        open =
            jdbc.query(
                OPEN,
                rows -> {
                  rows.next();
                  var oldest = rows.getTimestamp(2);
                  return new Open(rows.getLong(1), oldest == null ? null : oldest.toInstant());
                }));
  }

  // Scans the whole chats table.
  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
  void refreshModes() {
    ask(() -> {
      Map<Mode, Long> counts = new EnumMap<>(Mode.class);
      jdbc.query(
          BY_MODE,
          row -> {
            counts.put(Mode.valueOf(row.getString(1)), row.getLong(2));
          });
      byMode = counts;
    });
  }

  private static void ask(Runnable question) {
    try {
      question.run();
    } catch (DataAccessException e) {
      log.warn("Could not look at how the desk stands: {}", e.toString());
    }
  }
}
