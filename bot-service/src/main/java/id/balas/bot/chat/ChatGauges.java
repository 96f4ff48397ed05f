package id.balas.bot.chat;

import id.balas.bot.chat.store.Chats;
import id.balas.bot.chat.store.Chats.OpenQuestions;
import id.balas.events.value.Mode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Gauges of the chats per mode and the pending AI questions. They are read from the database
/// periodically, so all instances report the same values.
@Component
class ChatGauges {

  private static final Logger log = LoggerFactory.getLogger(ChatGauges.class);
  private final Chats chats;
  private final Clock clock;
  private volatile Map<Mode, Long> byMode = Map.of();
  private volatile OpenQuestions open = new OpenQuestions(0, null);

  ChatGauges(Chats chats, DecisionConsumers consumers, Clock clock, MeterRegistry registry) {
    this.chats = chats;
    this.clock = clock;
    for (Mode mode : Mode.values()) {
      Gauge.builder("balas.bot.chats", () -> byMode.getOrDefault(mode, 0L))
          .tag("mode", mode.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("balas.bot.ai.questions.open", () -> open.count()).register(registry);
    Gauge.builder("balas.bot.ai.questions.open.oldest.age", this::oldestAge)
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
    refresh(() -> open = chats.openQuestions());
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
  void refreshModes() {
    refresh(() -> byMode = chats.byMode());
  }

  private static void refresh(Runnable query) {
    try {
      query.run();
    } catch (DataAccessException e) {
      log.warn("Could not refresh the gauges of the chats: {}", e.toString());
    }
  }
}
