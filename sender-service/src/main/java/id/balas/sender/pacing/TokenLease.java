package id.balas.sender.pacing;

import id.balas.sender.queue.SendPermits.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tokens of one channel that this instance has leased. They are good for the second of the
/// clock for which they were leased: so each falls into one second, one minute and one day, and an
/// instance that dies takes few with it.
final class TokenLease {

  private static final Duration ROUND_TRIP = Duration.ofMillis(5);
  // Another instance may give back what it does not use.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final Runnable wake;
  private final Map<Instant, Integer> unused = new HashMap<>();
  private Instant second = Instant.MIN;
  private int left;
  private int enough = 1;
  private boolean needsTokens;
  private Instant askAt = Instant.MIN;
  private @Nullable Obstacle obstacle;

  /// `wake` is called when more is wanted; it must return at once.
  TokenLease(Runnable wake) {
    this.wake = wake;
  }

  /// Takes a token, or says why there is none.
  synchronized @Nullable Obstacle take(Instant now) {
    expire(now);
    if (left > 0) {
      left--;
      if (left < enough) {
        want(now);
      }
      return null;
    }
    want(now);
    return obstacle != null && obstacle.until().isAfter(now)
        ? obstacle
        : new Obstacle(now.plus(ROUND_TRIP), "waits for its share of the budget");
  }

  private void want(Instant now) {
    if (!needsTokens && !now.isBefore(askAt)) {
      needsTokens = true;
      wake.run();
    }
  }

  /// A token that was taken then was not used.
  synchronized void putBack(Instant taken) {
    Instant then = taken.truncatedTo(ChronoUnit.SECONDS);
    if (then.equals(second)) {
      left++;
    } else {
      unused.merge(then, 1, Integer::sum);
    }
  }

  synchronized boolean needsTokens() {
    return needsTokens;
  }

  /// So many more are leased for this second; they are asked for again when half of them are used.
  synchronized void fill(Instant leasedFor, int tokens) {
    expire(leasedFor);
    second = leasedFor.truncatedTo(ChronoUnit.SECONDS);
    left += tokens;
    enough = Math.ceilDiv(tokens, 2);
    needsTokens = false;
    askAt = Instant.MIN;
    obstacle = null;
  }

  /// There are no more for now.
  synchronized void markEmpty(Obstacle why, Instant now) {
    needsTokens = false;
    obstacle = why;
    askAt = why.until().isBefore(now.plus(ASK_AGAIN)) ? why.until() : now.plus(ASK_AGAIN);
  }

  /// What was leased for a second that is over and was not used, by that second; it is no longer
  /// here.
  synchronized Map<Instant, Integer> takeUnused(Instant now) {
    expire(now);
    Map<Instant, Integer> taken = Map.copyOf(unused);
    unused.clear();
    return taken;
  }

  private void expire(Instant now) {
    if (left > 0 && second.isBefore(now.truncatedTo(ChronoUnit.SECONDS))) {
      unused.merge(second, left, Integer::sum);
      left = 0;
    }
  }
}
