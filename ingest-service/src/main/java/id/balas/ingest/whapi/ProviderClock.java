package id.balas.ingest.whapi;

import id.balas.service.settings.ChannelSetting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What time it is at the provider, by the header `Date` of its last answer: to the second, so that
/// a difference of less than one says nothing.
@Component
public class ProviderClock {

  private final Clock clock;
  private final Map<String, Duration> ahead = new ConcurrentHashMap<>();

  ProviderClock(WhapiProperties settings, Clock clock, MeterRegistry registry) {
    this.clock = clock;
    for (ChannelSetting channel : settings.all()) {
      Gauge.builder("balas.intake.clock.skew", () -> ahead(channel.name()).toMillis() / 1000.0)
          .baseUnit("seconds")
          .description("How far the provider's clock is ahead of ours.")
          .tag("channel", channel.name())
          .register(registry);
    }
  }

  void told(String channel, Instant theirs) {
    Duration difference = Duration.between(clock.instant(), theirs);
    boolean isNone = difference.abs().compareTo(Duration.ofSeconds(1)) <= 0;
    ahead.put(channel, isNone ? Duration.ZERO : difference);
  }

  public Instant now(String channel) {
    return clock.instant().plus(ahead(channel));
  }

  private Duration ahead(String channel) {
    return ahead.getOrDefault(channel, Duration.ZERO);
  }
}
