package id.balas.sender.outbound;

import id.balas.events.value.ChatKey;
import id.balas.sender.delivery.DeliveryWorker;
import id.balas.sender.delivery.SenderProperties;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.ChatQueues;
import id.balas.sender.queue.ParkedChat;
import id.balas.sender.queue.QueueSettings;
import id.balas.sender.queue.SendPermits;
import id.balas.sender.queue.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Runs the tasks of the [ChatQueues] on virtual threads, and starts tasks again when a timer is
/// due.
@Component
class Dispatcher implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final DeliveryWorker worker;
  private final Clock clock;
  private final ChatQueues queues;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taskEnded = lock.newCondition();
  private final Condition dueChanged = lock.newCondition();
  private Instant sleepsUntil = Instant.MIN;
  private boolean open;
  private volatile @Nullable Thread dueThread;

  Dispatcher(DeliveryWorker worker, SendPermits permits, SenderProperties settings, Clock clock) {
    this.worker = worker;
    this.clock = clock;
    this.queues =
        new ChatQueues(
            new QueueSettings(
                settings.mostWaiting(),
                settings.mostOfAChat(),
                settings.patience(),
                settings.chatGap()),
            permits);
  }

  @Override
  public void start() {
    dueThread = Thread.ofPlatform().name("due-chats").daemon().start(this::startWhatIsDue);
  }

  // The consumer has stopped before, because it has a later phase.
  @Override
  public void stop() {
    Thread thread = dueThread;
    dueThread = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return dueThread != null;
  }

  @Override
  public int getPhase() {
    return OutboundConsumer.PHASE - 1;
  }

  /// Starts tasks from now on.
  void open() {
    locked(() -> {
      open = true;
      startTasks();
    });
  }

  /// Starts no more tasks. Running tasks continue.
  void close() {
    locked(() -> open = false);
  }

  void assign(int partition, Map<ChatKey, ParkedChat> parked) {
    locked(() -> {
      queues.assign(partition, parked, clock.instant());
      startTasks();
    });
  }

  void revoke(Collection<Integer> partitions) {
    locked(() -> partitions.forEach(queues::revoke));
  }

  /// Queues the messages and returns at once.
  void add(List<Entry> entries) {
    locked(() -> {
      Instant now = clock.instant();
      entries.forEach(entry -> queues.add(entry, now));
      startTasks();
    });
  }

  /// Marks a record without a message as finished.
  void skip(int partition, long offset) {
    locked(() -> queues.skip(partition, offset));
  }

  boolean isFull() {
    return read(queues::isFull);
  }

  int waiting() {
    return read(queues::waiting);
  }

  Map<ChatQueues.Why, Integer> waitingBy() {
    return read(() -> queues.waitingBy(clock.instant()));
  }

  int running() {
    return read(queues::running);
  }

  Optional<Instant> oldest() {
    return read(() -> Optional.ofNullable(queues.oldest()));
  }

  Map<Integer, Long> committable() {
    return read(queues::committable);
  }

  /// Waits until no task runs. Returns false after `time`. The dispatcher must be closed.
  boolean awaitIdle(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (queues.running() > 0 && left > 0) {
        left = taskEnded.awaitNanos(left);
      }
      return queues.running() == 0;
    } finally {
      lock.unlock();
    }
  }

  private void startTasks() {
    if (!open) {
      return;
    }
    Instant now = clock.instant();
    queues.start(now).forEach(task -> threads.execute(() -> run(task)));
    if (queues.nextDue(now).isBefore(sleepsUntil)) {
      dueChanged.signal();
    }
  }

  private void run(Task task) {
    Task.End end;
    try {
      end = worker.run(task);
    } catch (RuntimeException | Error e) {
      log.error(
          "Task failed, retrying it, chatId={}: {}", task.queue().chat().masked(), e.toString());
      end = new Task.End.Later(clock.instant().plus(RETRY_AFTER), null);
    }
    Task.End ended = end;
    locked(() -> {
      queues.done(task, ended, clock.instant());
      startTasks();
      taskEnded.signalAll();
    });
  }

  private void startWhatIsDue() {
    lock.lock();
    try {
      while (true) {
        startTasks();
        Instant now = clock.instant();
        Instant due = queues.nextDue(now);
        sleepsUntil = due.isBefore(now.plus(LONGEST_SLEEP)) ? due : now.plus(LONGEST_SLEEP);
        long sleep = Math.max(1_000_000, Duration.between(now, sleepsUntil).toNanos());
        var _ = dueChanged.awaitNanos(sleep);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }
}
