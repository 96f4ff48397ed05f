package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.sender.channel.SendResult;
import id.balas.sender.delivery.Attempt.Outcome;
import id.balas.sender.delivery.Course.Step;
import id.balas.sender.delivery.Delivery.Place;
import id.balas.sender.delivery.Turn.Deliver;
import id.balas.sender.delivery.Turn.Outcome.Finished;
import id.balas.sender.delivery.Turn.Outcome.Later;
import id.balas.sender.delivery.Turn.Outcome.NoneParked;
import id.balas.sender.delivery.Turn.Outcome.Parked;
import id.balas.sender.delivery.Turn.Park;
import id.balas.sender.delivery.Turn.WorkParked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One turn as [Courier] takes it, but each statement, question and call is a step of its own,
/// between which anything may happen.
final class ModelTurn {

  static final Duration START_WITHIN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration UNTIL_PEOPLE_ARE_KNOWN = Duration.ofMillis(200);

  private final ModelInstance me;
  private final Schedule world;
  private final Turn turn;
  private final @Nullable Entry entry;

  ModelTurn(ModelInstance me, Turn turn) {
    this.me = me;
    this.world = me.world;
    this.turn = turn;
    this.entry = turn instanceof Deliver deliver ? deliver.entry() : null;
  }

  void take() {
    switch (turn) {
      case Deliver deliver -> deliver(deliver.entry().message());
      case Park park -> park(park);
      case WorkParked(Lane lane) ->
          query(
              () -> world.database.firstParked(lane.partition, lane.chat),
              first -> {
                if (first == null) {
                  end(new NoneParked());
                } else {
                  step(first);
                }
              });
    }
  }

  private void park(Park park) {
    Instant now = me.now();
    List<Delivery> rows =
        park.entries().stream()
            .map(e ->
                Delivery.of(e.message())
                    .waiting(park.reason(), now)
                    .parked(new Place(e.partition(), e.offset())))
            .toList();
    query(
        () -> {
          rows.forEach(world.database::park);
          return true;
        },
        _ -> end(new Finished(false)));
  }

  private void deliver(OutboundMessage message) {
    Delivery fresh = Delivery.of(message);
    switch (me.course.next(fresh, me.now())) {
      case Step.Call _ -> callFirst(fresh);
      case Step.Drop drop -> endAtOnce(fresh.dropped(drop.reason(), me.now()));
      case Step.Fail fail -> endAtOnce(fresh.failed(fail.reason(), me.now()));
      case Step.Announce _, Step.Ask _, Step.TakeForUnknown _, Step.Wait _ -> meet(message);
    }
  }

  private void callFirst(Delivery fresh) {
    if (me.verdict(fresh.message()) == Fence.Verdict.NOT_KNOWN) {
      end(new Later(me.now().plus(UNTIL_PEOPLE_ARE_KNOWN), false));
      return;
    }
    Delivery attempted = attempted(fresh);
    begin(attempted, () -> call(attempted));
  }

  private void endAtOnce(Delivery ended) {
    begin(ended, () -> announce(ended, false));
  }

  private void begin(Delivery delivery, Runnable then) {
    query(
        () -> world.database.begin(delivery),
        isNew -> {
          if (isNew) {
            then.run();
          } else {
            meet(delivery.message());
          }
        });
  }

  private void meet(OutboundMessage message) {
    query(() -> Objects.requireNonNull(world.database.find(message.id())), this::step);
  }

  private void step(Delivery delivery) {
    Instant now = me.now();
    switch (me.course.next(delivery, now)) {
      case Step.Announce _ -> announce(delivery, false);
      case Step.Wait wait -> waitFor(delivery, wait.until());
      case Step.TakeForUnknown _ -> unknown(delivery, "lost");
      case Step.Ask ask -> ask(delivery, ask.next());
      case Step.Drop drop ->
          save(delivery, delivery.dropped(drop.reason(), now), saved -> announce(saved, false));
      case Step.Fail fail ->
          save(delivery, delivery.failed(fail.reason(), now), saved -> announce(saved, false));
      case Step.Call _ -> {
        if (me.verdict(delivery.message()) == Fence.Verdict.NOT_KNOWN) {
          end(new Later(now.plus(UNTIL_PEOPLE_ARE_KNOWN), false));
        } else {
          save(delivery, attempted(delivery), this::call);
        }
      }
    }
  }

  private Delivery attempted(Delivery delivery) {
    Instant now = me.now();
    return delivery.attempted(me.name, now, now.plus(START_WITHIN).plusMillis(world.longestCall));
  }

  private void call(Delivery delivery) {
    Instant start = me.now();
    if (start.isAfter(
        Objects.requireNonNull(delivery.lastAttempt()).startedAt().plus(START_WITHIN))) {
      save(
          delivery,
          delivery.notSent(Outcome.NOT_MADE, "late", start, start),
          saved -> waitFor(saved, start));
      return;
    }
    me.beforeCalls++;
    me.step(0, () -> fenced(delivery, start));
  }

  private void fenced(Delivery delivery, Instant start) {
    me.beforeCalls--;
    switch (me.verdict(delivery.message())) {
      case OVERTAKEN ->
          save(delivery, delivery.dropped("overtaken", start), saved -> announce(saved, false));
      case NOT_KNOWN -> {
        Instant later = start.plus(UNTIL_PEOPLE_ARE_KNOWN);
        save(
            delivery,
            delivery.notSent(Outcome.NOT_MADE, "?", start, later),
            saved -> waitFor(saved, later));
      }
      case FREE -> {
        me.beforeCalls++;
        me.step(
            0,
            () -> {
              me.beforeCalls--;
              world.provider.call(me, delivery.message(), result -> called(delivery, result));
            });
      }
    }
  }

  private void called(Delivery delivery, SendResult result) {
    Instant now = me.now();
    switch (result) {
      case SendResult.Accepted accepted ->
          insist(
              delivery,
              delivery.accepted(accepted.messageId(), now),
              saved -> announce(saved, true));
      case SendResult.Rejected rejected ->
          insist(
              delivery, delivery.rejected(rejected.reason(), now), saved -> announce(saved, true));
      case SendResult.NotSent not ->
          retry(delivery, Outcome.NOT_SENT, not.reason(), me.backoff.after(delivery.tries()));
      case SendResult.Throttled throttled -> {
        Duration wait = me.backoff.after(delivery.tries(), throttled.retryAfter());
        retry(delivery, Outcome.NOT_SENT, throttled.reason(), wait);
      }
      case SendResult.ChannelDown down -> {
        me.shut(delivery.message().channel());
        retry(delivery, Outcome.CHANNEL_DOWN, down.reason(), Duration.ZERO);
      }
      case SendResult.Unknown unknown -> unknown(delivery, unknown.reason());
    }
  }

  private void retry(Delivery delivery, Outcome outcome, String why, Duration wait) {
    Instant now = me.now();
    Instant next = now.plus(wait);
    boolean forLong = outcome == Outcome.CHANNEL_DOWN || wait.compareTo(world.lanes.patience()) > 0;
    keep(delivery, delivery.notSent(outcome, why, now, next), next, forLong, true);
  }

  private void unknown(Delivery delivery, String why) {
    Instant now = me.now();
    Instant lease = Objects.requireNonNull(delivery.lastAttempt()).leaseUntil();
    Instant ended = now.isAfter(lease) ? lease : now;
    Instant question =
        me.course.questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(now);
    keep(delivery, delivery.unknown(why, ended, question), question, true, true);
  }

  private void ask(Delivery delivery, @Nullable Instant nextQuestion) {
    Instant now = me.now();
    boolean silent =
        world.isDown(delivery.message().channel()) || world.happens(world.odds.unasked());
    Instant from = delivery.attempts().getFirst().startedAt().minusSeconds(120);
    world.agenda.in(
        world.millis(0, 20),
        () -> {
          String found = silent ? null : world.provider.find(delivery, from, now.plusSeconds(120));
          me.step(world.millis(0, 20), () -> asked(delivery, silent, found, nextQuestion, now));
        });
  }

  private void asked(
      Delivery delivery,
      boolean silent,
      @Nullable String found,
      @Nullable Instant nextQuestion,
      Instant now) {
    if (silent) {
      Instant next = now.plus(me.backoff.after(delivery.tries() + 2)).plus(PAUSE);
      keep(delivery, delivery.waiting("cannot ask", next), next, true, false);
    } else if (found != null) {
      save(delivery, delivery.shownAsSent(found, "list", now), saved -> announce(saved, false));
    } else if (nextQuestion != null) {
      keep(delivery, delivery.waiting("missing", nextQuestion), nextQuestion, true, false);
    } else {
      save(delivery, delivery.shownAsNotSent("missing", me.now()), this::step);
    }
  }

  private void waitFor(Delivery delivery, Instant until) {
    if (entry == null || until.isBefore(me.now().plus(world.lanes.patience()))) {
      end(new Later(until, false));
    } else {
      keep(delivery, delivery, until, true, false);
    }
  }

  private void keep(Delivery loaded, Delivery now, Instant until, boolean forLong, boolean called) {
    if (entry == null || !forLong) {
      insist(loaded, now, _ -> end(new Later(until, called)));
    } else {
      Place place = new Place(entry.partition(), entry.offset());
      insist(
          loaded,
          now.parkedAt() == null ? now.parked(place) : now,
          _ -> end(new Parked(until, called)));
    }
  }

  private void announce(Delivery ended, boolean called) {
    boolean fails = world.happens(world.odds.kafka());
    me.step(
        world.millis(0, 5),
        () -> {
          if (fails) {
            fail();
            return;
          }
          world.judge.announced(ended);
          if (ended.parkedAt() == null) {
            end(new Finished(called));
          } else {
            save(ended, ended.announced(), _ -> end(new Finished(called)));
          }
        });
  }

  private void save(Delivery loaded, Delivery now, Consumer<Delivery> then) {
    query(() -> world.database.save(loaded, now), then);
  }

  private void insist(Delivery loaded, Delivery now, Consumer<Delivery> then) {
    me.query(
        () -> world.database.save(loaded, now),
        then,
        takenOver -> {
          if (takenOver) {
            fail();
          } else {
            me.step(PAUSE.toMillis(), () -> insist(loaded, now, then));
          }
        });
  }

  private <T> void query(Supplier<T> statement, Consumer<T> then) {
    me.query(statement, then, _ -> fail());
  }

  private void fail() {
    end(new Later(me.now().plus(PAUSE), false));
  }

  private void end(Turn.Outcome outcome) {
    me.ended(turn, outcome);
  }
}
