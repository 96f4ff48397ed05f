package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.sender.delivery.Deliveries;
import id.balas.sender.protocol.Backoff;
import id.balas.sender.protocol.DeliveryMachine;
import id.balas.sender.protocol.DeliveryRules;
import id.balas.sender.protocol.NextStep;
import id.balas.sender.queue.ChatQueues;
import id.balas.sender.queue.Task;
import id.balas.sender.takeover.Fence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One process of the service. It can crash, which loses its memory, or freeze while the rest
/// continues. It runs tasks like the dispatcher.
final class ModelInstance {

  private static final Duration START_WITHIN = Duration.ofSeconds(5);
  private static final int LONG_FREEZE = 600_000;
  // A process that freezes for longer between its last check and the call can duplicate a message.
  // No protocol can prevent that.
  private static final int LONGEST_FREEZE_BEFORE_A_CALL = 30_000;
  private static final int BETWEEN_FREEZES = 90_000;
  private static final int LONGEST_SKEW = 1_000;
  private static final int PROBE_EVERY = 5_000;

  final Schedule world;
  final String name;
  final ChatQueues queues;
  final DeliveryMachine machine;
  final ModelPermits permits;
  final ModelConsumer consumer;
  int beforeCalls;
  private final Fence fence;
  private final Map<ChatKey, Long> epochs = new HashMap<>();
  private final long skew;
  private long statesReadAt = Long.MIN_VALUE;
  private boolean dead;
  private boolean open;
  private long frozenUntil = -BETWEEN_FREEZES;
  private long wakesAt = -1;

  ModelInstance(Schedule world, String name) {
    this.world = world;
    this.name = name;
    this.permits = new ModelPermits(world.pace, this::probe);
    this.queues = new ChatQueues(world.queues, permits);
    this.machine =
        new DeliveryMachine(
            new DeliveryRules(
                name,
                START_WITHIN,
                Duration.ofMillis(world.longestCall),
                world.queues.patience(),
                true),
            new NextStep(Duration.ofSeconds(60), world.giveUp, Duration.ofDays(14)),
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), world.random));
    this.fence = new Fence(true, Duration.ofDays(14), world.agenda.withZone(ZoneOffset.UTC));
    this.skew = world.millis(-LONGEST_SKEW, LONGEST_SKEW);
    this.consumer = new ModelConsumer(this);
    world.epochs.forEach(this::seen);
  }

  Instant now() {
    return Instant.ofEpochMilli(world.agenda.now() + skew);
  }

  boolean isDead() {
    return dead;
  }

  boolean isFrozen() {
    return frozenUntil > world.agenda.now();
  }

  /// Runs the action after `delay` ms, unless the process is dead. A frozen process runs it later.
  void step(long delay, Runnable action) {
    world.agenda.in(delay + world.hitch(), () -> act(action));
  }

  private void act(Runnable action) {
    if (dead) {
      return;
    }
    long now = world.agenda.now();
    if (now > frozenUntil + BETWEEN_FREEZES && world.happens(world.odds.frozen())) {
      boolean isShort = beforeCalls > 0 || world.happens(0.7);
      frozenUntil = now + world.millis(1, isShort ? LONGEST_FREEZE_BEFORE_A_CALL : LONG_FREEZE);
      world.group.watch(consumer);
    }
    if (isFrozen()) {
      world.agenda.at(frozenUntil, () -> act(action));
    } else if (world.happens(world.odds.crashed())) {
      dead = true;
      world.died(this);
    } else {
      action.run();
    }
  }

  /// One statement. It can fail, even after the commit. `failed` receives true if another instance
  /// has taken over the delivery.
  <T> void query(Supplier<T> statement, Consumer<T> then, Consumer<Boolean> failed) {
    world.agenda.in(
        world.millis(0, 5),
        () -> {
          boolean fails = world.databaseFails();
          if (fails && world.happens(0.5)) {
            step(world.millis(0, 5), () -> failed.accept(false));
            return;
          }
          try {
            T result = statement.get();
            step(
                world.millis(0, 5), fails ? () -> failed.accept(false) : () -> then.accept(result));
          } catch (Deliveries.TakenOverException e) {
            step(world.millis(0, 5), () -> failed.accept(!fails));
          }
        });
  }

  Fence.Verdict verdict(OutboundMessage message) {
    if (!world.happens(world.odds.fenceless())) {
      statesReadAt = world.agenda.now();
      fence.caughtUp(world.agenda.instant());
    }
    return fence.verdict(message);
  }

  void seen(ChatKey chat, long epoch) {
    epochs.merge(chat, epoch, Math::max);
    fence.seen(chat, epoch, world.agenda.instant());
  }

  /// The newest epoch of the chat that this instance has seen.
  long epoch(ChatKey chat) {
    return epochs.getOrDefault(chat, 0L);
  }

  long statesReadAt() {
    return statesReadAt;
  }

  private void probe(String channel) {
    step(
        PROBE_EVERY,
        () -> {
          if (world.isDown(channel)) {
            probe(channel);
          } else {
            permits.reopen(channel);
          }
        });
  }

  void open() {
    open = true;
    startTasks();
  }

  void close() {
    open = false;
  }

  void startTasks() {
    if (!open) {
      return;
    }
    for (Task task : queues.start(now())) {
      world.judge.starts(task);
      step(0, () -> new ModelTask(this, task).run());
    }
    Instant due = queues.nextDue(now());
    if (due.isBefore(Instant.MAX)) {
      wakeAt(Math.max(world.agenda.now() + 1, due.toEpochMilli() - skew));
    }
  }

  private void wakeAt(long time) {
    if (wakesAt <= world.agenda.now() || time < wakesAt) {
      wakesAt = time;
      step(time - world.agenda.now(), this::startTasks);
    }
  }

  void ended(Task task, Task.End end) {
    world.judge.ends(task);
    queues.done(task, end, now());
    startTasks();
    consumer.taskEnded();
  }
}
