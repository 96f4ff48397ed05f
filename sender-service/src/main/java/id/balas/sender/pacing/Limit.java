package id.balas.sender.pacing;

import java.time.Duration;
import java.time.Instant;

/// At most `most` calls of a channel in the period from `begins` to `ends`. A minute opens with a
/// quarter of its calls and releases the others evenly. So a burst does not block the channel for
/// half a minute, and later messages need not wait for the whole burst.
record Limit(Period period, int most, Instant begins, Instant ends, String description) {

  enum Period {
    SECOND(Duration.ofSeconds(1), Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1), Duration.ofSeconds(15)),
    DAY(Duration.ofDays(1), Duration.ofDays(1));

    final Duration length;
    // This share of the period is open from its start.
    final Duration headStart;

    Period(Duration length, Duration headStart) {
      this.length = length;
      this.headStart = headStart;
    }
  }

  /// The number of calls that are allowed from the start of the period until `now`.
  int open(Instant now) {
    long elapsed =
        Math.max(0, Duration.between(begins, now).toMillis()) + period.headStart.toMillis();
    return (int) Math.min(most, Math.ceilDiv(most * elapsed, period.length.toMillis()));
  }

  /// When the next call is allowed after `used` calls.
  Instant opens(int used) {
    if (used >= most) {
      return ends;
    }
    long elapsed = used * period.length.toMillis() / most + 1 - period.headStart.toMillis();
    return begins.plusMillis(Math.max(0, elapsed));
  }

  /// The tokens of one lease: those of a quarter of a second, so that other instances get their
  /// share, and at least one.
  int lease() {
    return Math.max(1, (int) (most / period.length.toSeconds() / 4));
  }
}
