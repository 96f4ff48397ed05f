package id.balas.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Whether Kafka takes records. It is away when a publication failed and none succeeded since that
/// one began; then no request waits for it, the service is not ready, and a probe of its own asks
/// until it can be used. A few requests then try, and the first success opens the door to all.
@Component("logHealthIndicator")
class LogHealth implements HealthIndicator, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(LogHealth.class);
  private static final int TRIALS = 32;
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private sealed interface State {}

  private record Up() implements State {}

  private record Away(Duration pause) implements State {}

  private record Trying(Semaphore trials, Duration pause, long since) implements State {}

  private static final Up UP = new Up();

  private final LogProbe probe;
  private final ApplicationEventPublisher events;
  private volatile State state = UP;
  private volatile long lastPublished = System.nanoTime();
  private volatile @Nullable Thread prober;
  private volatile boolean closed;

  LogHealth(LogProbe probe, ApplicationEventPublisher events) {
    this.probe = probe;
    this.events = events;
  }

  /// Whether a publication is worth its wait; each one that may is followed by [#published] or
  /// [#failed].
  boolean mayTry() {
    return switch (state) {
      case Up _ -> true;
      case Away _ -> false;
      case Trying trying -> trying.trials().tryAcquire();
    };
  }

  void published() {
    lastPublished = System.nanoTime();
    State before = state;
    if (before instanceof Trying && moves(before, UP)) {
      log.info("Kafka takes records again");
      events.publishEvent(new Trouble(null, "Kafka was away"));
    }
  }

  /// `begun` is of `System.nanoTime()`.
  void failed(long begun, Exception cause) {
    State before = state;
    boolean noneSince = lastPublished - begun < 0;
    switch (before) {
      case Up _ when noneSince -> leave(before, FIRST_WAIT, cause);
      case Trying trying when trying.since() - begun < 0 ->
          leave(before, longer(trying.pause()), cause);
      case Up _ -> {
        log.warn("Kafka did not confirm in time: {}", String.valueOf(cause));
        events.publishEvent(new Trouble(null, "Kafka did not confirm in time"));
      }
      case Trying _, Away _ -> {}
    }
  }

  private void leave(State before, Duration wait, Exception cause) {
    if (moves(before, new Away(wait))) {
      log.error(
          "Kafka is away, until it takes records again each webhook is answered 503: {}",
          String.valueOf(cause));
      prober = Thread.ofVirtual().name("log-probe").start(() -> awaitReturn(wait));
    }
  }

  private synchronized boolean moves(State from, State to) {
    if (!state.equals(from)) {
      return false;
    }
    state = to;
    return true;
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  private void awaitReturn(Duration wait) {
    try {
      do {
        Thread.sleep(wait);
      } while (!closed && !probe.isFit());
      state = new Trying(new Semaphore(TRIALS), wait, System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Health health() {
    return state instanceof Away ? Health.down().build() : Health.up().build();
  }

  @Override
  public void destroy() {
    closed = true;
    Thread running = prober;
    if (running != null) {
      running.interrupt();
    }
  }
}
