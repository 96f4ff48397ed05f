package id.balas.sender.simulation;

import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Effect;
import id.balas.sender.protocol.Effect.AskProvider;
import id.balas.sender.protocol.Effect.CheckFence;
import id.balas.sender.protocol.Effect.Event;
import id.balas.sender.protocol.Effect.Insert;
import id.balas.sender.protocol.Effect.Write;
import id.balas.sender.protocol.Progress;
import id.balas.sender.queue.ChatQueue;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task;
import id.balas.sender.queue.Task.Deliver;
import id.balas.sender.queue.Task.DeliverParked;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.NoneParked;
import id.balas.sender.queue.Task.Park;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Performs the effects of the [DeliveryMachine] in simulated time, as [DeliveryWorker] does in
/// real time. Each effect is a step of its own, so that failures can happen between them.
final class ModelTask {

  private final ModelInstance me;
  private final Schedule world;
  private final Task task;

  ModelTask(ModelInstance me, Task task) {
    this.me = me;
    this.world = me.world;
    this.task = task;
  }

  void run() {
    switch (task) {
      case Deliver(_, Entry entry, _) -> perform(me.machine.start(entry, me.now()));
      case DeliverParked(ChatQueue queue, _) ->
          me.query(
              () -> world.database.firstParked(queue.partition(), queue.chat()),
              first -> {
                if (first == null) {
                  me.ended(task, new NoneParked());
                } else {
                  perform(me.machine.start(first, me.now()));
                }
              },
              _ -> failed());
      case Park park -> {
        Instant now = me.now();
        List<Delivery> rows =
            park.entries().stream().map(e -> Delivery.parked(e, park.reason(), now)).toList();
        me.query(
            () -> {
              rows.forEach(world.database::park);
              return true;
            },
            _ -> me.ended(task, new Finished(null)),
            _ -> failed());
      }
    }
  }

  private void failed() {
    me.ended(task, new Later(me.now().plusSeconds(1), null));
  }

  private void perform(Progress progress) {
    Delivery delivery = progress.delivery();
    switch (progress.effect()) {
      case Effect.Done(Task.End end) -> me.ended(task, end);
      case Effect.Load _ ->
          query(
              progress,
              new Effect.Failed(),
              () ->
                  new Effect.Loaded(
                      Objects.requireNonNull(world.database.find(delivery.message().id()))));
      case Insert insert ->
          query(
              progress,
              new Effect.NotWritten(insert),
              () ->
                  world.database.begin(insert.row())
                      ? new Effect.Written(insert)
                      : new Effect.AlreadyKnown());
      case Write write ->
          query(
              progress,
              new Effect.NotWritten(write),
              () -> {
                var _ = world.database.save(delivery, write.row());
                return new Effect.Written(write);
              });
      case CheckFence check -> {
        boolean isLast = check.when() == CheckFence.When.BEFORE_CALL;
        me.beforeCalls += isLast ? 1 : 0;
        me.step(
            0,
            () -> {
              me.beforeCalls -= isLast ? 1 : 0;
              next(progress, new Effect.FenceChecked(check, me.verdict(delivery.message())));
            });
      }
      case Effect.Call _ -> {
        world.judge.calls(me, delivery.message());
        me.beforeCalls++;
        me.step(
            0,
            () -> {
              me.beforeCalls--;
              world.provider.call(
                  me, delivery.message(), result -> next(progress, new Effect.Called(result)));
            });
      }
      case AskProvider question -> ask(progress, question);
      case Effect.Announce _ -> announce(progress);
      case Effect.Pause pause ->
          me.step(pause.time().toMillis(), () -> next(progress, new Effect.Paused(pause)));
    }
  }

  private void next(Progress progress, Event event) {
    perform(me.machine.next(progress, event, me.now()));
  }

  private void query(Progress progress, Event onFailure, Supplier<Event> statement) {
    me.query(
        statement,
        event -> next(progress, event),
        takenOver -> next(progress, takenOver ? new Effect.Failed() : onFailure));
  }

  private void ask(Progress progress, AskProvider question) {
    Delivery delivery = progress.delivery();
    Instant from = delivery.attempts().getFirst().startedAt().minusSeconds(120);
    Instant to = me.now().plusSeconds(120);
    boolean isSilent =
        world.isDown(delivery.message().channel()) || world.happens(world.odds.unasked());
    world.agenda.in(
        world.millis(0, 20),
        () -> {
          Event answer =
              isSilent
                  ? new Effect.NoAnswer("silent")
                  : new Effect.Answered(question, world.provider.find(delivery, from, to));
          me.step(world.millis(0, 20), () -> next(progress, answer));
        });
  }

  private void announce(Progress progress) {
    boolean fails = world.happens(world.odds.kafka());
    me.step(
        world.millis(0, 5),
        () -> {
          if (fails) {
            next(progress, new Effect.Failed());
          } else {
            world.judge.announced(progress.delivery());
            next(progress, new Effect.Announced());
          }
        });
  }
}
