package id.balas.whapi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The provider's time per channel, from the `Date` header of its last successful response. The
/// header has whole seconds, so a difference of up to one second is ignored.
public final class ProviderClock {

  private final Clock clock;
  private final Map<String, Duration> ahead = new ConcurrentHashMap<>();

  public ProviderClock(Clock clock) {
    this.clock = clock;
  }

  void observe(String channel, Instant theirs) {
    Duration difference = Duration.between(clock.instant(), theirs);
    boolean isNone = difference.abs().compareTo(Duration.ofSeconds(1)) <= 0;
    ahead.put(channel, isNone ? Duration.ZERO : difference);
  }

  public Instant now(String channel) {
    return clock.instant().plus(ahead(channel));
  }

  /// How far the provider's clock is ahead of ours.
  public Duration ahead(String channel) {
    return ahead.getOrDefault(channel, Duration.ZERO);
  }
}
