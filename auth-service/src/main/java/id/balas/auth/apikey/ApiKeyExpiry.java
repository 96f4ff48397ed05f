package id.balas.auth.apikey;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells by a metric, good to the minute, how soon a program will be shut out: when the first of
/// the keys that are good ends. Where there is none it is no number.
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
        .description("until the first of the API keys that are good ends")
        .register(metrics);
  }

  // Not when the metrics are asked for: a database that is down must not take them away.
  @Scheduled(fixedDelayString = "PT1M")
  void look() {
    next = keys.nextEnd().orElse(null);
  }

  private double seconds() {
    Instant end = next;
    return end == null ? Double.NaN : Duration.between(clock.instant(), end).toSeconds();
  }
}
