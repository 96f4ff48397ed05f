package id.balas.sender.pacing;

import java.time.Duration;
import java.time.Instant;

/// At most so many calls of a channel in the second, minute or day that begins and ends then. A
/// minute opens with a quarter of its calls and lets the others in evenly: a rush neither runs into
/// a wall for half a minute nor looks like a robot's, and who comes now is not put behind all who
/// wait.
record Limit(Period period, int most, Instant begins, Instant ends, String words) {

  enum Period {
    SECOND(Duration.ofSeconds(1), Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1), Duration.ofSeconds(15)),
    DAY(Duration.ofDays(1), Duration.ofDays(1));

    final Duration length;
    // The calls of so much of it are open when it begins.
    final Duration headStart;

    Period(Duration length, Duration headStart) {
      this.length = length;
      this.headStart = headStart;
    }
  }

  /// How many calls may have been made by then.
  int open(Instant now) {
    long elapsed =
        Math.max(0, Duration.between(begins, now).toMillis()) + period.headStart.toMillis();
    return (int) Math.min(most, Math.ceilDiv(most * elapsed, period.length.toMillis()));
  }

  /// When the next call may be made after so many.
  Instant opens(int used) {
    if (used >= most) {
      return ends;
    }
    long elapsed = used * period.length.toMillis() / most + 1 - period.headStart.toMillis();
    return begins.plusMillis(Math.max(0, elapsed));
  }

  /// The calls of a quarter of a second, so that an instance leaves some to the others; and one at
  /// least.
  int lease() {
    return Math.max(1, (int) (most / period.length.toSeconds() / 4));
  }
}
