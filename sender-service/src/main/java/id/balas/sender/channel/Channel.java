package id.balas.sender.channel;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One WhatsApp number of ours and its availability. The circuit breaker opens when calls keep
/// failing. It is forced open while the provider reports the channel as down; after a healthy
/// probe, one message is tried first.
public final class Channel {

  private static final int DOUBLINGS = 4;

  /// The state of a channel as this instance sees it.
  public sealed interface State {}

  public record Up() implements State {}

  /// Its calls keep failing, although the provider does not report it as down.
  public record Failing() implements State {}

  /// The provider does not send for it. The next health probe is at `probeAt`.
  public record Down(Instant since, SendResult.Trouble trouble, String reason, Instant probeAt)
      implements State {}

  private final String name;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Duration probeEvery;
  private final Throttle throttle = new Throttle();
  private final Clock clock;
  private volatile @Nullable Down down;
  private volatile int downsInARow;

  Channel(
      String name, CircuitBreaker breaker, Bulkhead bulkhead, Duration probeEvery, Clock clock) {
    this.name = name;
    this.breaker = breaker;
    this.bulkhead = bulkhead;
    this.probeEvery = probeEvery;
    this.clock = clock;
  }

  public String name() {
    return name;
  }

  /// When the next call may be made under the provider's rate limit. Null for at once.
  public @Nullable Instant throttledUntil(Instant now) {
    return throttle.until(now);
  }

  /// Returns null when a call may be made; [#leave] must follow. Otherwise returns the reason.
  public @Nullable String tryEnter() {
    if (!bulkhead.tryAcquirePermission()) {
      return "waits for a free call";
    }
    if (breaker.tryAcquirePermission()) {
      throttle.called(clock.instant());
      return null;
    }
    bulkhead.onComplete();
    Down now = down;
    return now != null
        ? "channel is down: " + now.reason()
        : breaker.getState() == CircuitBreaker.State.HALF_OPEN
            ? "channel is tried with one message first"
            : "the provider fails too often";
  }

  /// Ends what [#tryEnter] began. `result` is that of the call, null if none was made.
  public void leave(@Nullable SendResult result) {
    bulkhead.onComplete();
    switch (result) {
      case SendResult.Accepted _, SendResult.Rejected _ -> throttle.answered();
      case SendResult.Throttled(_, Duration retryAfter) ->
          throttle.limited(clock.instant(), retryAfter);
      case null, default -> {}
    }
    switch (result) {
      case null -> breaker.releasePermission();
      case SendResult.Invalid _ -> breaker.releasePermission();
      case SendResult.Accepted _, SendResult.Rejected _, SendResult.Throttled _ -> {
        downsInARow = 0;
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      }
      case SendResult.NotSent _, SendResult.Unknown _ ->
          breaker.onError(0, TimeUnit.NANOSECONDS, new CallFailedException());
      case SendResult.ChannelDown down -> goDown(down);
    }
  }

  private synchronized void goDown(SendResult.ChannelDown why) {
    if (down == null) {
      Instant now = clock.instant();
      Duration wait = probeEvery.multipliedBy(1L << Math.min(downsInARow, DOUBLINGS));
      down = new Down(now, why.trouble(), why.reason(), now.plus(wait));
      downsInARow++;
      breaker.transitionToForcedOpenState();
    }
  }

  /// Whether the provider reports the channel as down, for an unknown time.
  public boolean isDown() {
    return down != null;
  }

  /// Returns true once for each due probe.
  synchronized boolean mayBeProbed() {
    Down now = down;
    if (now == null || clock.instant().isBefore(now.probeAt())) {
      return false;
    }
    isStillDown(now.reason());
    return true;
  }

  synchronized void isStillDown(String reason) {
    Down now = down;
    if (now != null) {
      down = new Down(now.since(), now.trouble(), reason, clock.instant().plus(probeEvery));
    }
  }

  synchronized void isUp() {
    if (down != null) {
      down = null;
      breaker.transitionToHalfOpenState();
    }
  }

  public State state() {
    Down now = down;
    return now != null
        ? now
        : breaker.getState() == CircuitBreaker.State.CLOSED ? new Up() : new Failing();
  }

  private static final class CallFailedException extends RuntimeException {
    CallFailedException() {
      super(null, null, false, false);
    }
  }
}
