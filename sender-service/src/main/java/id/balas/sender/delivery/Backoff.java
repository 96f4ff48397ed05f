package id.balas.sender.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/// How long a message waits that was not sent: with full jitter below a limit that doubles with
/// each try, so that those which failed together do not come back together.
final class Backoff {

  private static final int DOUBLINGS = 30;

  private final ExponentialBackOff limits;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.limits = new ExponentialBackOff(first.toMillis(), 2);
    this.limits.setMaxInterval(longest.toMillis());
    this.random = random;
  }

  Duration after(int tries) {
    BackOffExecution execution = limits.start();
    long limit = execution.nextBackOff();
    for (int i = 1; i < Math.min(tries, DOUBLINGS); i++) {
      limit = execution.nextBackOff();
    }
    return Duration.ofMillis(random.nextLong(limit + 1));
  }

  /// The provider's wish is honoured, up to the longest wait.
  Duration after(int tries, @Nullable Duration wanted) {
    Duration own = after(tries);
    if (wanted == null || wanted.compareTo(own) < 0) {
      return own;
    }
    return Duration.ofMillis(Math.min(wanted.toMillis(), limits.getMaxInterval()));
  }
}
