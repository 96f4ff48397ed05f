package id.balas.sender.protocol;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The wait before a message that was not sent is retried: exponential with full jitter, so that
/// messages that failed together are not retried together.
public final class Backoff {

  private static final int DOUBLINGS = 30;

  private final long first;
  private final long longest;
  private final RandomGenerator random;

  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first.toMillis();
    this.longest = longest.toMillis();
    this.random = random;
  }

  public Duration after(int tries) {
    int doublings = Math.clamp(tries - 1L, 0, DOUBLINGS);
    return Duration.ofMillis(random.nextLong(Math.min(longest, first << doublings) + 1));
  }

  /// Honours the provider's Retry-After, up to the longest wait.
  public Duration after(int tries, @Nullable Duration wanted) {
    Duration own = after(tries);
    return wanted == null || wanted.compareTo(own) < 0
        ? own
        : Duration.ofMillis(Math.min(wanted.toMillis(), longest));
  }
}
