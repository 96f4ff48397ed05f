package id.balas.auth.password;

import id.balas.auth.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Runs bcrypt on one core less than the machine has, so that a flood of logins takes neither the
/// machine nor the carrier threads of virtual threads. Jobs run by rank: a flood from one address
/// comes after everybody's first attempt. Within a rank the newest runs first: under overload the
/// oldest time out instead of everybody.
@Component
public class PasswordHashingPool implements DisposableBean {

  /// An account at a place that it knows.
  public static final int FIRST = 0;

  // More than a core does within the patience, and not so many that who waits takes the memory.
  static final int MOST_WAITING = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicLong arrivals = new AtomicLong();
  private final ThreadPoolExecutor threads;
  private final Timer timer;

  PasswordHashingPool(MeterRegistry metrics) {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    this.threads =
        new ThreadPoolExecutor(
            cores,
            cores,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    this.timer =
        Timer.builder("balas.auth.password.work")
            .description("bcrypt, without waiting")
            .register(metrics);
    Gauge.builder("balas.auth.password.waiting", threads, pool -> pool.getQueue().size())
        .description("sign-ins that wait for bcrypt")
        .register(metrics);
  }

  private static final class Job<T> extends FutureTask<T> implements Comparable<Job<?>> {

    private final int rank;
    private final long arrival;

    Job(int rank, long arrival, Supplier<T> work) {
      super(work::get);
      this.rank = rank;
      this.arrival = arrival;
    }

    @Override
    public int compareTo(Job<?> other) {
      return rank == other.rank
          ? Long.compare(other.arrival, arrival)
          : Integer.compare(rank, other.rank);
    }
  }

  /// The lower the rank, the sooner. Refuses with 503 what has waited too long, or has to make
  /// room.
  <T> T run(int rank, Supplier<T> work) {
    var job = new Job<>(rank, arrivals.incrementAndGet(), () -> timer.record(work));
    threads.execute(job);
    if (threads.getQueue().size() > MOST_WAITING) {
      giveUpTheLast();
    }
    try {
      return job.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException _) {
      throw Refused.busy(PATIENCE);
    } catch (TimeoutException _) {
      job.cancel(false);
      threads.remove(job);
      throw Refused.busy(PATIENCE);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be worked on", e.getCause());
    } catch (InterruptedException _) {
      job.cancel(false);
      Thread.currentThread().interrupt();
      throw Refused.busy(PATIENCE);
    }
  }

  private void giveUpTheLast() {
    threads.getQueue().stream()
        .map(waiting -> (Job<?>) waiting)
        .max(Comparator.naturalOrder())
        .filter(threads::remove)
        .ifPresent(last -> last.cancel(false));
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
