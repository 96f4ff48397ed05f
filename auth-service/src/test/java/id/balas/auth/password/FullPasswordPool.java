package id.balas.auth.password;

import static org.awaitility.Awaitility.await;

import id.balas.auth.RunningService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Keeps the pool of a service full until it is closed: passwords are not checked, but end in 503.
public final class FullPasswordPool implements AutoCloseable {

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public FullPasswordPool(RunningService service) {
    PasswordHashingPool pool = service.bean(PasswordHashingPool.class);
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    var started = new CountDownLatch(cores);
    run(
        pool,
        cores,
        () -> {
          started.countDown();
          return waitForTheEnd();
        });
    await().until(() -> started.getCount() == 0);
    Gauge queued = service.bean(MeterRegistry.class).get("balas.auth.password.queued").gauge();
    run(pool, PasswordHashingPool.MAX_WAITING, () -> "");
    await().until(() -> queued.value() == PasswordHashingPool.MAX_WAITING);
  }

  // Of the first rank, so that a full queue keeps them.
  private void run(PasswordHashingPool pool, int jobs, Supplier<String> work) {
    for (int i = 0; i < jobs; i++) {
      var _ = threads.submit(() -> pool.run(PasswordHashingPool.FIRST, work));
    }
  }

  private String waitForTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  @Override
  public void close() {
    end.countDown();
    threads.close();
  }
}
