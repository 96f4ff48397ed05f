package id.balas.fakewhapi.webhook;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs short tasks after a delay.
public final class Timer implements AutoCloseable {

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fake-whapi-timer").factory());

  public void after(Duration wait, Runnable action) {
    if (!scheduler.isShutdown()) {
      var _ = scheduler.schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
