package id.balas.sender.channel;

import id.balas.whapi.ChannelSetting;
import id.balas.whapi.WhapiProperties;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The channels of `WHAPI_CHANNELS`. A failing channel does not affect the others.
@Component
public class Channels {

  private static final int LAST_CALLS = 50;
  private static final int PERCENT = 80;
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  private final Map<String, Channel> byName = new LinkedHashMap<>();

  Channels(WhapiProperties whapi, SendingProperties settings, Clock clock) {
    CircuitBreakerConfig breaker =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(LAST_CALLS)
            .minimumNumberOfCalls(LAST_CALLS)
            .failureRateThreshold(PERCENT)
            .waitDurationInOpenState(OPEN_FOR)
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();
    BulkheadConfig bulkhead =
        BulkheadConfig.custom()
            .maxConcurrentCalls(settings.inFlight())
            .maxWaitDuration(Duration.ZERO)
            .build();
    for (ChannelSetting channel : whapi.all()) {
      String name = channel.name();
      byName.put(
          name,
          new Channel(
              name,
              CircuitBreaker.of(name, breaker),
              Bulkhead.of(name, bulkhead),
              settings.probeEvery(),
              clock));
    }
  }

  /// Returns null for a channel that is not configured.
  public @Nullable Channel named(String name) {
    return byName.get(name);
  }

  public Collection<Channel> all() {
    return byName.values();
  }
}
