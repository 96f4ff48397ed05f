package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import id.balas.sender.delivery.ChatLanes.LaneSettings;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Runs the turns of the lanes, each on a virtual thread, and wakes the lanes when something is
/// due.
@Component
class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final Courier courier;
  private final Clock clock;
  private final ChatLanes lanes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turnEnded = lock.newCondition();
  private final Condition dueChanged = lock.newCondition();
  private Instant sleepsUntil = Instant.MIN;
  private boolean open;

  Dispatcher(Courier courier, Gate gate, SenderProperties settings, Clock clock) {
    this.courier = courier;
    this.clock = clock;
    this.lanes =
        new ChatLanes(
            new LaneSettings(
                settings.mostWaiting(),
                settings.mostOfAChat(),
                settings.patience(),
                settings.chatGap()),
            gate);
    Thread.ofPlatform().name("due-chats").daemon().start(this::startWhatIsDue);
  }

  /// Turns start from now on.
  void open() {
    locked(() -> {
      open = true;
      startTurns();
    });
  }

  /// No turn starts any more; those that run go on.
  void close() {
    locked(() -> open = false);
  }

  void assign(int partition, Map<ChatKey, Instant> parked) {
    locked(() -> {
      lanes.assign(partition, parked, clock.instant());
      startTurns();
    });
  }

  void revoke(Collection<Integer> partitions) {
    locked(() -> partitions.forEach(lanes::revoke));
  }

  /// Hands messages over; returns at once.
  void add(List<Entry> entries) {
    locked(() -> {
      Instant now = clock.instant();
      entries.forEach(entry -> lanes.add(entry, now));
      startTurns();
    });
  }

  /// A record that is no message.
  void skip(int partition, long offset) {
    locked(() -> lanes.skip(partition, offset));
  }

  boolean isFull() {
    return read(lanes::isFull);
  }

  int waiting() {
    return read(lanes::waiting);
  }

  Map<ChatLanes.Why, Integer> waitingBy() {
    return read(() -> lanes.waitingBy(clock.instant()));
  }

  int running() {
    return read(lanes::running);
  }

  Optional<Instant> oldest() {
    return read(() -> Optional.ofNullable(lanes.oldest()));
  }

  Map<Integer, Long> committable() {
    return read(lanes::committable);
  }

  /// Waits until no turn runs, and says whether none does. None must start meanwhile.
  boolean awaitQuiet(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (lanes.running() > 0 && left > 0) {
        left = turnEnded.awaitNanos(left);
      }
      return lanes.running() == 0;
    } finally {
      lock.unlock();
    }
  }

  private void startTurns() {
    if (!open) {
      return;
    }
    Instant now = clock.instant();
    lanes.start(now).forEach(turn -> threads.execute(() -> take(turn)));
    if (lanes.nextDue(now).isBefore(sleepsUntil)) {
      dueChanged.signal();
    }
  }

  private void take(Turn turn) {
    Turn.Outcome outcome;
    try {
      outcome = courier.take(turn);
    } catch (RuntimeException | Error e) {
      log.error(
          "Could not go on with chatId={}, trying again: {}",
          turn.lane().chat.masked(),
          e.toString());
      outcome = new Turn.Outcome.Later(clock.instant().plus(AFTER_TROUBLE), false);
    }
    Turn.Outcome ended = outcome;
    locked(() -> {
      lanes.done(turn, ended, clock.instant());
      startTurns();
      turnEnded.signalAll();
    });
  }

  private void startWhatIsDue() {
    lock.lock();
    try {
      while (true) {
        startTurns();
        Instant now = clock.instant();
        Instant due = lanes.nextDue(now);
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
