package id.balas.auth.apikey;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Metric of the time until the first valid API key expires, accurate to the minute. `NaN` without
/// a valid key.
@Component
class ApiKeyExpiry {

  private final ApiKeys keys;
  private final Clock clock;
  private volatile @Nullable Instant next;

  ApiKeyExpiry(ApiKeys keys, Clock clock, MeterRegistry metrics) {
    this.keys = keys;
    this.clock = clock;
    Gauge.builder("balas.auth.api.keys.expiring", this, ApiKeyExpiry::seconds)
        .baseUnit("seconds")
        .description("Time until the first valid API key expires")
        .register(metrics);
  }

  // Not at scrape time: with the database down the metrics must still be available.
  @Scheduled(fixedDelayString = "PT1M")
  void refresh() {
    next = keys.nextExpiry().orElse(null);
  }

  private double seconds() {
    Instant end = next;
    return end == null ? Double.NaN : Duration.between(clock.instant(), end).toSeconds();
  }
}
