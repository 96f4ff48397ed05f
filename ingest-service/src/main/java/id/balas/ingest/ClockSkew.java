package id.balas.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How far our clock is from the provider's, by the `Date` of its answers: webhooks have none. Positive when ours is
/// ahead; 0 until it was first heard.
@Component
public class ClockSkew {

  private final Clock clock;
  private volatile Duration skew = Duration.ZERO;

  ClockSkew(Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    Gauge.builder("balas.intake.clock.skew", () -> skew.toMillis() / 1000.0).baseUnit("seconds").register(metrics);
  }

  /// `date` as HTTP writes it, to the second; one that is missing or no date changes nothing.
  public void heard(@Nullable String date) {
    if (date == null) {
      return;
    }
    try {
      skew = Duration.between(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from), clock.instant());
    } catch (DateTimeParseException _) {
      // somebody else's header
    }
  }
}
