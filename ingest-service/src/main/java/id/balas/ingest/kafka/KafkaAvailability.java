package id.balas.ingest.kafka;

import id.balas.ingest.translation.PossibleGap;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tracks whether Kafka accepts records. Kafka is down if a publication failed and none succeeded
/// since that one began. Then the breaker is forced open, requests fail fast and the service is not
/// ready, until a probe finds the topics writable. While it is half open, a few requests try, and
/// the first success closes the breaker.
@Component("logHealthIndicator") // the component's name in /actuator/health is "log"
class KafkaAvailability implements HealthIndicator, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(KafkaAvailability.class);
  private static final int TRIALS = 32;
  // The delay grows each time a trial fails.
  private static final IntervalFunction PROBE_EVERY =
      IntervalFunction.ofExponentialBackoff(Duration.ofMillis(250), 2, Duration.ofSeconds(5));

  private final KafkaProbe probe;
  private final ApplicationEventPublisher events;
  // The breaker never opens by itself: nothing is recorded, and all transitions are made here.
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "kafka",
          CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(TRIALS).build());
  private volatile long lastPublished = System.nanoTime();
  private volatile long halfOpenSince;
  private volatile int failedTrials;
  private volatile @Nullable Thread prober;
  private volatile boolean closed;

  KafkaAvailability(KafkaProbe probe, ApplicationEventPublisher events) {
    this.probe = probe;
    this.events = events;
  }

  /// Whether a publication may be tried. If true, the caller must call [#published] or [#failed]
  /// afterwards.
  boolean mayTry() {
    return breaker.tryAcquirePermission();
  }

  void published() {
    lastPublished = System.nanoTime();
    if (breaker.getState() == State.HALF_OPEN && close()) {
      log.info("Kafka accepts records again");
      events.publishEvent(new PossibleGap(null, "Kafka was down"));
    }
  }

  private synchronized boolean close() {
    if (breaker.getState() != State.HALF_OPEN) {
      return false;
    }
    failedTrials = 0;
    breaker.transitionToClosedState();
    return true;
  }

  /// `begun` is a value of `System.nanoTime()`.
  void failed(long begun, Exception cause) {
    switch (breaker.getState()) {
      case CLOSED -> {
        if (lastPublished - begun < 0) {
          open(State.CLOSED, cause);
        } else {
          log.warn("Kafka did not confirm in time: {}", String.valueOf(cause));
          events.publishEvent(new PossibleGap(null, "Kafka did not confirm in time"));
        }
      }
      case HALF_OPEN -> {
        // A publication from before the trials says nothing about Kafka's current state.
        if (halfOpenSince - begun < 0) {
          open(State.HALF_OPEN, cause);
        }
      }
      default -> {}
    }
  }

  private synchronized void open(State from, Exception cause) {
    if (breaker.getState() != from) {
      return;
    }
    failedTrials += from == State.HALF_OPEN ? 1 : 0;
    breaker.transitionToForcedOpenState();
    log.error(
        "Kafka is down, webhooks get 503 until it accepts records again: {}",
        String.valueOf(cause));
    Duration wait = Duration.ofMillis(PROBE_EVERY.apply(1 + failedTrials));
    prober = Thread.ofVirtual().name("kafka-probe").start(() -> awaitReturn(wait));
  }

  private void awaitReturn(Duration wait) {
    try {
      do {
        Thread.sleep(wait);
      } while (!closed && !probe.isFit());
      if (!closed) {
        halfOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void halfOpen() {
    halfOpenSince = System.nanoTime();
    breaker.transitionToHalfOpenState();
  }

  @Override
  public Health health() {
    return breaker.getState() == State.FORCED_OPEN ? Health.down().build() : Health.up().build();
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
