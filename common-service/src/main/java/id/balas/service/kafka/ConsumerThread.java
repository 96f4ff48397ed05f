package id.balas.service.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// A thread that reads from Kafka from the start of the service to its end. After a failure it
/// starts again, 1 s later.
public final class ConsumerThread implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ConsumerThread.class);
  private static final Duration RESTART_AFTER = Duration.ofSeconds(1);

  /// Creates its consumers, reads with them while `running` is true, and closes them. It asks
  /// `running` before each poll, because a thread that stops asking counts as stuck. It is called
  /// again after an exception, but not after a normal return.
  @FunctionalInterface
  public interface Reading {
    void read(BooleanSupplier running);
  }

  private final String name;
  private final int phase;
  private final Duration stopWithin;
  private final Reading reading;
  private volatile boolean running;
  private volatile boolean finished;
  private volatile long roundBegan = System.nanoTime();
  private volatile @Nullable Thread thread;

  /// `phase` orders the start among other beans, as in [SmartLifecycle]; the end is in reverse
  /// order. `stopWithin` is the time that the reading gets to end.
  public ConsumerThread(String name, int phase, Duration stopWithin, Reading reading) {
    this.name = name;
    this.phase = phase;
    this.stopWithin = stopWithin;
    this.reading = reading;
  }

  @Override
  public void start() {
    running = true;
    finished = false;
    roundBegan = System.nanoTime();
    thread = Thread.ofPlatform().name(name).start(this::run);
  }

  private void run() {
    while (running) {
      try {
        reading.read(this::nextRound);
        finished = true;
        return;
      } catch (RuntimeException e) {
        log.error("Consumer {} failed, restarting it: {}", name, e.toString());
        if (nextRound()) {
          LockSupport.parkNanos(RESTART_AFTER.toNanos());
        }
      }
    }
  }

  private boolean nextRound() {
    roundBegan = System.nanoTime();
    return running;
  }

  @Override
  public void stop() {
    running = false;
    Thread stopping = thread;
    if (stopping == null) {
      return;
    }
    LockSupport.unpark(stopping);
    try {
      stopping.join(stopWithin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// False also when an Error has ended the thread.
  public boolean isAlive() {
    Thread current = thread;
    return running && current != null && current.isAlive();
  }

  String name() {
    return name;
  }

  /// The time since the last round began. Empty if the reading has returned or has not started.
  Optional<Duration> sinceLastRound() {
    return running && !finished
        ? Optional.of(Duration.ofNanos(System.nanoTime() - roundBegan))
        : Optional.empty();
  }

  @Override
  public int getPhase() {
    return phase;
  }
}
