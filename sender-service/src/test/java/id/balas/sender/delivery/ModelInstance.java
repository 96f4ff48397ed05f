package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One process of the service: what it has in memory is lost when it dies, and while it stands
/// still the world goes on. It runs turns as [Dispatcher] does.
final class ModelInstance {

  private static final int LONG_FREEZE = 600_000;
  // Who has checked that it may call, and stands still for longer before it does, can double a
  // message:
  // nobody can tell.
  private static final int LONGEST_FREEZE_BEFORE_A_CALL = 30_000;
  private static final int BETWEEN_FREEZES = 90_000;
  private static final int LONGEST_SKEW = 1_000;
  private static final int PROBE_EVERY = 5_000;

  final Schedule world;
  final String name;
  final ChatLanes lanes;
  final Course course;
  final Backoff backoff;
  final ModelGate gate;
  final ModelConsumer consumer;
  int beforeCalls;
  private final Fence fence;
  private final long skew;
  private boolean dead;
  private boolean open;
  private long frozenUntil = -BETWEEN_FREEZES;
  private long wakesAt = -1;

  ModelInstance(Schedule world, String name) {
    this.world = world;
    this.name = name;
    this.gate = new ModelGate(world.pace);
    this.lanes = new ChatLanes(world.lanes, gate);
    this.course = new Course(Duration.ofSeconds(60), world.giveUp, Duration.ofDays(14));
    this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), world.random);
    this.fence = new Fence(world.settings, world.agenda);
    this.skew = world.millis(-LONGEST_SKEW, LONGEST_SKEW);
    this.consumer = new ModelConsumer(this);
    world.epochs.forEach((chat, epoch) -> fence.seen(chat, epoch, world.agenda.instant()));
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

  /// Does this after so many ms, if the process then lives and moves.
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

  /// One statement: it can fail, also after it was durable. `failed` is told whether another has
  /// taken the message over.
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
          } catch (Deliveries.TakenOver e) {
            step(world.millis(0, 5), () -> failed.accept(!fails));
          }
        });
  }

  Fence.Verdict verdict(OutboundMessage message) {
    if (!world.happens(world.odds.fenceless())) {
      fence.caughtUp(world.agenda.instant());
    }
    return fence.verdict(message);
  }

  Fence fence() {
    return fence;
  }

  void shut(String channel) {
    if (!gate.isShut(channel)) {
      gate.shut(channel);
      probe(channel);
    }
  }

  private void probe(String channel) {
    step(
        PROBE_EVERY,
        () -> {
          if (world.isDown(channel)) {
            probe(channel);
          } else {
            gate.reopen(channel);
          }
        });
  }

  void open() {
    open = true;
    startTurns();
  }

  void close() {
    open = false;
  }

  void startTurns() {
    if (!open) {
      return;
    }
    for (Turn turn : lanes.start(now())) {
      world.judge.starts(turn);
      step(0, () -> new ModelTurn(this, turn).take());
    }
    Instant due = lanes.nextDue(now());
    if (due.isBefore(Instant.MAX)) {
      wakeAt(Math.max(world.agenda.now() + 1, due.toEpochMilli() - skew));
    }
  }

  private void wakeAt(long time) {
    if (wakesAt <= world.agenda.now() || time < wakesAt) {
      wakesAt = time;
      step(time - world.agenda.now(), this::startTurns);
    }
  }

  void ended(Turn turn, Turn.Outcome outcome) {
    world.judge.ends(turn);
    lanes.done(turn, outcome, now());
    startTurns();
    consumer.turnEnded();
  }
}
