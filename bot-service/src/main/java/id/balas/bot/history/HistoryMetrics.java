package id.balas.bot.history;

import id.balas.bot.kafka.ConsumerLag;
import id.balas.events.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Metrics of the projection. All series are registered at startup with 0.
@Component
class HistoryMetrics {

  private static final Logger log = LoggerFactory.getLogger(HistoryMetrics.class);

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final Map<String, Counter> projected;
  private final Counter retried;
  private final Counter buried;
  private final Counter skipped;
  private final Timer batchTime;
  private final Timer age;
  private volatile long orphans;

  HistoryMetrics(
      JdbcTemplate jdbc,
      KafkaListenerEndpointRegistry listeners,
      Clock clock,
      MeterRegistry registry) {
    this.jdbc = jdbc;
    this.clock = clock;
    projected =
        Stream.of(
                Topics.CHAT_INPUTS,
                Topics.OUTBOUND_MESSAGES,
                Topics.MESSAGE_STATUSES,
                Topics.MESSAGE_ECHOES)
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    topic -> registry.counter("balas.bot.history.projected", "topic", topic)));
    retried = registry.counter("balas.bot.history.batches.retried");
    buried = registry.counter("balas.bot.history.dead.letters");
    skipped = registry.counter("balas.bot.history.skipped");
    batchTime = registry.timer("balas.bot.history.batch.time");
    age = registry.timer("balas.bot.history.age");
    Gauge.builder("balas.bot.history.orphans", () -> orphans).register(registry);
    Gauge.builder("balas.bot.history.lag", () -> ConsumerLag.of(listeners, HistoryListener.ID))
        .register(registry);
  }

  void timed(Runnable work) {
    batchTime.record(work);
  }

  /// Records the delay from the Kafka timestamp to the database.
  void projected(List<ConsumerRecord<String, byte[]>> batch) {
    long now = clock.millis();
    for (ConsumerRecord<String, byte[]> record : batch) {
      Objects.requireNonNull(projected.get(record.topic())).increment();
      age.record(Duration.ofMillis(Math.max(0, now - record.timestamp())));
    }
  }

  void retried() {
    retried.increment();
  }

  void buried() {
    buried.increment();
  }

  void skipped() {
    skipped.increment();
  }

  @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT1M")
  void countOrphans() {
    try {
      Long waiting = jdbc.queryForObject("SELECT count(*) FROM bot.message_orphans", Long.class);
      orphans = Objects.requireNonNullElse(waiting, 0L);
    } catch (DataAccessException e) {
      log.warn("Could not count the orphans: {}", e.toString());
    }
  }
}
