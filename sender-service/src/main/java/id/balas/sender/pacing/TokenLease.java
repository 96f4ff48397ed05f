package id.balas.sender.pacing;

import id.balas.sender.queue.SendPermits.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tokens of one channel that this instance has leased. They are valid for one second, so each
/// belongs to one second, one minute and one day, and a crash loses few of them.
final class TokenLease {

  private static final Duration ROUND_TRIP = Duration.ofMillis(5);
  // Asks again after this time, since another instance may return tokens.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final Runnable wake;
  private final Map<Instant, Integer> unused = new HashMap<>();
  private Instant second = Instant.MIN;
  private int left;
  private int enough = 1;
  private boolean needsTokens;
  private Instant askAt = Instant.MIN;
  private @Nullable Obstacle obstacle;

  /// `wake` is called when more tokens are needed. It must return at once.
  TokenLease(Runnable wake) {
    this.wake = wake;
  }

  /// Takes a token and returns null, or returns the obstacle.
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

  /// Returns a token that was taken at that time and not used.
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

  /// Adds tokens for this second. More are requested when half of them are used.
  synchronized void fill(Instant leasedFor, int tokens) {
    expire(leasedFor);
    second = leasedFor.truncatedTo(ChronoUnit.SECONDS);
    left += tokens;
    enough = Math.ceilDiv(tokens, 2);
    needsTokens = false;
    askAt = Instant.MIN;
    obstacle = null;
  }

  /// Records that no tokens are available for now.
  synchronized void markEmpty(Obstacle why, Instant now) {
    needsTokens = false;
    obstacle = why;
    askAt = why.until().isBefore(now.plus(ASK_AGAIN)) ? why.until() : now.plus(ASK_AGAIN);
  }

  /// Removes and returns the unused tokens of past seconds, by second.
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
