package id.balas.sender.channel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Slows a channel after the provider has limited its rate (429). It pauses, then makes one call
/// per interval. The interval doubles with each further 429 and halves with each call that is not
/// limited.
final class Throttle {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(32);
  // Below it the calls are not spaced.
  private static final Duration LEAST = Duration.ofMillis(100);
  // The limit may be that of one message, which waits for all of it. The channel only slows down.
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(10);

  private Duration interval = Duration.ZERO;
  private Instant limitedUntil = Instant.MIN;
  private Instant nextCall = Instant.MIN;

  /// Returns null if a call may be made now.
  synchronized @Nullable Instant until(Instant now) {
    return nextCall.isAfter(now) ? nextCall : null;
  }

  synchronized void called(Instant now) {
    if (!interval.isZero()) {
      nextCall = later(nextCall, now.plus(interval));
    }
  }

  synchronized void answered() {
    interval = interval.dividedBy(2);
    if (interval.compareTo(LEAST) < 0) {
      interval = Duration.ZERO;
    }
  }

  synchronized void limited(Instant now, @Nullable Duration retryAfter) {
    // Calls that began before the pause report the same limit.
    if (!limitedUntil.isAfter(now)) {
      interval = interval.isZero() ? FIRST : shorter(interval.multipliedBy(2), LONGEST);
    }
    Duration wait = retryAfter == null ? interval : shorter(retryAfter, LONGEST_RETRY_AFTER);
    limitedUntil = later(limitedUntil, now.plus(wait.compareTo(interval) < 0 ? interval : wait));
    nextCall = later(nextCall, limitedUntil);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
