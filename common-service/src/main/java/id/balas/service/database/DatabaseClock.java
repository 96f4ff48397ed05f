package id.balas.service.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clock of the database, for times that instances compare with each other, such as leases: the
/// clocks of two machines may differ by more than a lease. Asks the database every 10 s in the
/// background. Between, the time passes by the monotonic clock. Only after the machine was
/// suspended or its clock was set, a caller waits for the answer. While the database is down, the
/// last difference counts.
public final class DatabaseClock extends Clock {

  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration ASK_EVERY = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN_AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration SET_OR_SUSPENDED = Duration.ofSeconds(1);

  /// The database's time at one moment of both local clocks.
  private record Reading(Instant database, Instant wall, long nanos, Duration valid) {

    Instant at(long now) {
      return database.plusNanos(now - nanos);
    }

    boolean isOld(long now) {
      return passed(now).compareTo(valid) > 0;
    }

    boolean isWrong(Instant wallNow, long now) {
      Duration drift = Duration.between(wall, wallNow).minus(passed(now)).abs();
      return valid.isZero() || drift.compareTo(SET_OR_SUSPENDED) > 0;
    }

    private Duration passed(long now) {
      return Duration.ofNanos(now - nanos);
    }
  }

  private final InstantSource database;
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Executor background;
  private final AtomicBoolean isAsking = new AtomicBoolean();
  private volatile Reading reading;

  /// `database` asks the database and may throw.
  public DatabaseClock(InstantSource database) {
    this(database, Clock.systemUTC(), System::nanoTime, Thread::startVirtualThread);
  }

  DatabaseClock(
      InstantSource database, InstantSource wall, LongSupplier nanos, Executor background) {
    this.background = background;
    this.database = database;
    this.wall = wall;
    this.nanos = nanos;
    this.reading = new Reading(wall.instant(), wall.instant(), nanos.getAsLong(), Duration.ZERO);
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    if (last.isWrong(wall.instant(), nanos.getAsLong())) {
      last = renewed(last);
    } else if (last.isOld(nanos.getAsLong()) && isAsking.compareAndSet(false, true)) {
      Reading old = last;
      background.execute(() -> {
        var _ = renewed(old);
        isAsking.set(false);
      });
    }
    return last.at(nanos.getAsLong());
  }

  // Half of the round trip has passed since the database read its clock.
  private synchronized Reading renewed(Reading old) {
    if (reading.nanos() != old.nanos()) {
      return reading;
    }
    long asked = nanos.getAsLong();
    try {
      Instant answer = database.instant();
      long now = nanos.getAsLong();
      reading = new Reading(answer.plusNanos((now - asked) / 2), wall.instant(), now, ASK_EVERY);
    } catch (RuntimeException e) {
      log.warn("Could not read the database's clock, using the last difference: {}", e.toString());
      long now = nanos.getAsLong();
      reading = new Reading(old.at(now), wall.instant(), now, ASK_AGAIN_AFTER_FAILURE);
    }
    return reading;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }
}
