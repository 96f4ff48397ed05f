package id.balas.auth.password;

import id.balas.service.web.ProblemException;
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

/// Runs bcrypt on all cores but one, so that a flood of logins leaves a core and the carrier
/// threads of virtual threads free. Jobs run by rank: first attempts run before a flood from one
/// address. Within a rank the newest runs first: under overload only the oldest jobs time out.
@Component
public class PasswordHashingPool implements DisposableBean {

  /// The rank of a login at an address from which the user signed in before.
  public static final int FIRST = 0;

  // More than a core hashes within the timeout, and few enough for the memory.
  static final int MAX_WAITING = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

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
            .description("Duration of bcrypt without queueing")
            .register(metrics);
    Gauge.builder("balas.auth.password.queued", threads, pool -> pool.getQueue().size())
        .description("Jobs queued for bcrypt")
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

  /// Lower ranks run first. A job that waits too long, or is the last of a full queue, ends in 503.
  <T> T run(int rank, Supplier<T> work) {
    var job = new Job<>(rank, arrivals.incrementAndGet(), () -> timer.record(work));
    threads.execute(job);
    if (threads.getQueue().size() > MAX_WAITING) {
      cancelLast();
    }
    try {
      return job.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException _) {
      throw overloaded();
    } catch (TimeoutException _) {
      job.cancel(false);
      threads.remove(job);
      throw overloaded();
    } catch (ExecutionException e) {
      throw new IllegalStateException("bcrypt failed", e.getCause());
    } catch (InterruptedException _) {
      job.cancel(false);
      Thread.currentThread().interrupt();
      throw overloaded();
    }
  }

  private static ProblemException overloaded() {
    return ProblemException.unavailable(
        "Too many passwords are being checked. Try again in a few seconds.", TIMEOUT);
  }

  private void cancelLast() {
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
