package id.balas.bot.week;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;

/// Runs scheduled methods when the simulation asks for it, in its thread and at the moved time.
final class StepScheduler implements TaskScheduler {

  private final Clock clock;
  private final List<Task> tasks = new ArrayList<>();

  StepScheduler(Clock clock) {
    this.clock = clock;
  }

  /// Runs the due methods of these classes.
  void runDue(Set<String> ofClasses) {
    Instant now = clock.instant();
    for (Task task : tasks) {
      if (ofClasses.contains(task.type) && !task.next.isAfter(now)) {
        task.next = now.plus(task.every);
        task.method.run();
      }
    }
  }

  @Override
  public Clock getClock() {
    return clock;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, Trigger trigger) {
    throw new UnsupportedOperationException("no trigger is simulated");
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, Instant startTime) {
    throw new UnsupportedOperationException("a partition stopped");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Instant startTime, Duration every) {
    return add(task, every);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration every) {
    return add(task, every);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, Instant startTime, Duration every) {
    return add(task, every);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Duration every) {
    return add(task, every);
  }

  // Spring calculates start times by the clock of the machine.
  private Task add(Runnable method, Duration every) {
    var task = new Task(simpleName(method), method, clock.instant(), every);
    tasks.add(task);
    return task;
  }

  // A scheduled method is shown as `package.Class.method`.
  private static String simpleName(Runnable method) {
    List<String> name = List.of(method.toString().split("\\.", -1));
    return name.size() < 2 ? "" : name.get(name.size() - 2);
  }

  private static final class Task implements ScheduledFuture<Object> {

    private final String type;
    private final Runnable method;
    private final Duration every;
    private Instant next;

    Task(String type, Runnable method, Instant start, Duration every) {
      this.type = type;
      this.method = method;
      this.next = start;
      this.every = every;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public Object get() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }
  }
}
