package id.balas.auth.apikey;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Says how long the key that ends next still holds, so that a new one is made before its program is shut out. No key:
/// +Inf. Looked up now and then, not by whoever reads the metric: the database may be away.
@Component
class ApiKeyExpiry {

  private static final Logger log = LoggerFactory.getLogger(ApiKeyExpiry.class);

  private final ApiKeys keys;
  private final Clock clock;
  private volatile Instant next = Instant.MAX;

  ApiKeyExpiry(ApiKeys keys, Clock clock, MeterRegistry metrics) {
    this.keys = keys;
    this.clock = clock;
    metrics.gauge("balas.auth.api.key.ends.seconds", this, ApiKeyExpiry::secondsLeft);
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT5S")
  void look() {
    try {
      Instant now = clock.instant();
      next =
          keys.all().stream()
              .filter(key -> key.revokedAt() == null)
              .flatMap(key -> Stream.ofNullable(key.expiresAt()))
              .filter(end -> end.isAfter(now))
              .min(Comparator.naturalOrder())
              .orElse(Instant.MAX);
    } catch (DataAccessException e) {
      log.warn("Could not look up when API keys end: {}", e.toString());
    }
  }

  private double secondsLeft() {
    Instant end = next;
    return end.equals(Instant.MAX) ? Double.POSITIVE_INFINITY : Duration.between(clock.instant(), end).toSeconds();
  }
}
