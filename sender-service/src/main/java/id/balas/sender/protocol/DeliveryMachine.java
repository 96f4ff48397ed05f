package id.balas.sender.protocol;

import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery.Attempt;
import id.balas.sender.protocol.Effect.Announce;
import id.balas.sender.protocol.Effect.AskProvider;
import id.balas.sender.protocol.Effect.Call;
import id.balas.sender.protocol.Effect.CheckFence;
import id.balas.sender.protocol.Effect.Done;
import id.balas.sender.protocol.Effect.Event;
import id.balas.sender.protocol.Effect.Insert;
import id.balas.sender.protocol.Effect.Load;
import id.balas.sender.protocol.Effect.Pause;
import id.balas.sender.protocol.Effect.Save;
import id.balas.sender.protocol.Effect.SaveAndEnd;
import id.balas.sender.protocol.Effect.Write;
import id.balas.sender.protocol.NextStep.Step;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.takeover.Fence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The delivery protocol as a pure function: (delivery, event, time) to (delivery, effect). The
/// attempt is recorded before the call and its result after it, so any task can be repeated after a
/// crash. The service performs the effects with threads and SQL, the simulator in simulated time.
public final class DeliveryMachine {

  private static final Attempt.Outcome NOT_SENT = Attempt.Outcome.NOT_SENT;
  private static final String LOST = "the process of this attempt ended without a result";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FENCE_RETRY = Duration.ofMillis(200);

  private final DeliveryRules rules;
  private final NextStep nextStep;
  private final Backoff backoff;

  public DeliveryMachine(DeliveryRules rules, NextStep nextStep, Backoff backoff) {
    this.rules = rules;
    this.nextStep = nextStep;
    this.backoff = backoff;
  }

  /// The first effect for a message from the topic. Its row may exist already.
  public Progress start(Entry entry, Instant now) {
    Progress progress = Progress.of(entry);
    Delivery fresh = progress.delivery();
    return switch (nextStep.of(fresh, now)) {
      case Step.Call _ -> progress.then(new CheckFence(CheckFence.When.BEFORE_INSERT));
      case Step.Drop(String reason) -> progress.then(new Insert(fresh.dropped(reason, now)));
      case Step.Fail(String reason) -> progress.then(new Insert(fresh.failed(reason, now)));
      case Step.Announce _, Step.Ask _, Step.MarkUnknown _, Step.Wait _ -> progress;
    };
  }

  /// The first effect for a parked message.
  public Progress start(Delivery parked, Instant now) {
    return decide(Progress.of(parked), now);
  }

  public Progress next(Progress progress, Event event, Instant now) {
    return switch (event) {
      case Effect.Loaded(Delivery delivery) -> decide(progress.with(delivery), now);
      case Effect.AlreadyKnown _ -> progress.then(new Load());
      case Effect.FenceChecked(CheckFence check, Fence.Verdict verdict) ->
          switch (check.when()) {
            case BEFORE_INSERT, BEFORE_SAVE -> recordAttempt(progress, check.when(), verdict, now);
            case BEFORE_CALL -> call(progress, verdict, now);
          };
      case Effect.Written(Write write) -> written(progress.with(write.row()), write, now);
      case Effect.NotWritten(Write write) ->
          write.insists() ? progress.then(new Pause(PAUSE, write)) : failed(progress, now);
      case Effect.Paused(Pause pause) -> progress.then(pause.again());
      case Effect.IdTaken(Write write) ->
          write.row().messageId() == null
                  || progress.delivery().state() != Delivery.State.ATTEMPTING
              ? failed(progress, now)
              : progress.then(new Save(write.row().withoutId(), true));
      case Effect.Called(SendResult result) -> called(progress.afterCall(result), result, now);
      case Effect.Answered(AskProvider question, Finding finding) ->
          answered(progress, question.nextQuestion(), finding, now);
      case Effect.NoAnswer(String reason) -> {
        Instant next = now.plus(backoff.after(progress.delivery().tries() + 2)).plus(PAUSE);
        yield askAgain(progress, "the provider's list is unavailable: " + reason, next);
      }
      case Effect.Announced _ -> announced(progress);
      case Effect.Failed _ -> failed(progress, now);
    };
  }

  private static Progress failed(Progress progress, Instant now) {
    return progress.then(new Done(new Later(now.plus(PAUSE), progress.result())));
  }

  private Progress decide(Progress progress, Instant now) {
    Delivery delivery = progress.delivery();
    return switch (nextStep.of(delivery, now)) {
      case Step.Announce _ -> progress.then(new Announce());
      case Step.Wait(Instant until) -> await(progress, until, now);
      case Step.MarkUnknown _ -> unknown(progress, LOST, Duration.ZERO, now);
      case Step.Ask(Instant nextQuestion) ->
          rules.reconcile()
              ? progress.then(new AskProvider(nextQuestion))
              : progress.then(
                  new Save(delivery.shownAsNotSent("reconciliation is off", now), false));
      case Step.Drop(String reason) ->
          progress.then(new Save(delivery.dropped(reason, now), false));
      case Step.Fail(String reason) -> progress.then(new Save(delivery.failed(reason, now), false));
      case Step.Call _ -> progress.then(new CheckFence(CheckFence.When.BEFORE_SAVE));
    };
  }

  private Progress recordAttempt(
      Progress progress, CheckFence.When when, Fence.Verdict verdict, Instant now) {
    if (verdict == Fence.Verdict.UNKNOWN) {
      return progress.then(new Done(new Later(now.plus(FENCE_RETRY), progress.result())));
    }
    Instant leaseUntil = now.plus(rules.startWithin()).plus(rules.longestCall());
    Delivery attempted = progress.delivery().attempted(rules.owner(), now, leaseUntil);
    return progress.then(
        when == CheckFence.When.BEFORE_INSERT ? new Insert(attempted) : new Save(attempted, false));
  }

  private Progress written(Progress progress, Write write, Instant now) {
    if (write instanceof SaveAndEnd end) {
      return progress.then(new Done(end.end()));
    }
    return switch (progress.delivery().state()) {
      case ATTEMPTING -> prepareCall(progress, now);
      case ACCEPTED, FAILED, DROPPED -> progress.then(new Announce());
      case WAITING, UNKNOWN -> decide(progress, now);
    };
  }

  // After a pause of this process, another instance may be working on the message.
  private Progress prepareCall(Progress progress, Instant now) {
    Attempt attempt = progress.delivery().lastAttempt();
    if (attempt == null || now.isAfter(attempt.startedAt().plus(rules.startWithin()))) {
      return notMade(progress, "the call could not start in time", now, now);
    }
    return progress.then(new CheckFence(CheckFence.When.BEFORE_CALL));
  }

  private Progress call(Progress progress, Fence.Verdict verdict, Instant now) {
    return switch (verdict) {
      case OVERTAKEN ->
          progress.then(new Save(progress.delivery().dropped(FailureKind.OVERTAKEN, now), false));
      case DELETED ->
          progress.then(new Save(progress.delivery().dropped(FailureKind.DELETED, now), false));
      case UNKNOWN ->
          notMade(progress, "unknown whether a person took over", now.plus(FENCE_RETRY), now);
      case FREE -> progress.then(new Call());
    };
  }

  private Progress notMade(Progress progress, String why, Instant until, Instant now) {
    Delivery row = progress.delivery().notSent(Attempt.Outcome.NOT_MADE, why, now, until);
    return progress.saveAndEnd(row, false, until, isLong(until, now));
  }

  private Progress called(Progress progress, SendResult result, Instant now) {
    Delivery delivery = progress.delivery();
    return switch (result) {
      case SendResult.Accepted(String messageId) ->
          progress.then(new Save(delivery.accepted(messageId, now), true));
      case SendResult.Rejected rejected ->
          progress.then(new Save(Acts.rejected(delivery, rejected, now), true));
      case SendResult.Invalid(String reason) ->
          progress.then(new Save(delivery.rejected(reason, now), true));
      case SendResult.NotSent(String reason) ->
          retry(progress, NOT_SENT, reason, backoff.after(delivery.tries()), now);
      case SendResult.Throttled(String reason, Duration retryAfter) ->
          retry(progress, NOT_SENT, reason, backoff.after(delivery.tries(), retryAfter), now);
      // The end of an outage is unknown, so the messages of the channel are parked.
      case SendResult.ChannelDown(var _, String reason) -> {
        Delivery row = delivery.notSent(Attempt.Outcome.CHANNEL_DOWN, reason, now, now);
        yield progress.saveAndEnd(row, true, now, true);
      }
      case SendResult.Unknown(String reason) ->
          unknown(progress, reason, backoff.after(delivery.tries()), now);
    };
  }

  private Progress retry(
      Progress progress, Attempt.Outcome outcome, String why, Duration wait, Instant now) {
    Instant next = now.plus(wait);
    Delivery row = progress.delivery().notSent(outcome, why, now, next);
    return progress.saveAndEnd(row, true, next, wait.compareTo(rules.patience()) > 0);
  }

  // An act is repeated, because a repetition changes nothing more. A message needs evidence first.
  private Progress unknown(Progress progress, String why, Duration repeatAfter, Instant now) {
    if (Acts.is(progress.delivery())) {
      return retry(progress, Attempt.Outcome.UNKNOWN, why, repeatAfter, now);
    }
    Attempt last = progress.delivery().lastAttempt();
    Instant ended = last != null && now.isAfter(last.leaseUntil()) ? last.leaseUntil() : now;
    Instant question = nextStep.firstQuestion(ended, now);
    return progress.saveAndEnd(
        progress.delivery().unknown(why, ended, question), true, question, true);
  }

  // A "yes" is final at any time, a "no" only at the last question.
  private Progress answered(
      Progress progress, @Nullable Instant nextQuestion, Finding finding, Instant now) {
    Delivery delivery = progress.delivery();
    return switch (finding) {
      case Finding.Found(String messageId, String evidence) ->
          progress.then(new Save(delivery.shownAsSent(messageId, evidence, now), false));
      case Finding.Missing(String evidence) ->
          nextQuestion == null
              ? progress.then(new Save(delivery.shownAsNotSent(evidence, now), false))
              : askAgain(progress, evidence, nextQuestion);
      case Finding.Undecidable(String reason) ->
          nextQuestion == null
              ? progress.then(
                  new Save(delivery.failed(FailureKind.UNDECIDABLE + reason, now), false))
              : askAgain(progress, reason, nextQuestion);
    };
  }

  private static Progress askAgain(Progress progress, String why, Instant at) {
    return progress.saveAndEnd(progress.delivery().waiting(why, at), true, at, true);
  }

  private static Progress announced(Progress progress) {
    var finished = new Finished(progress.result());
    return progress.then(
        progress.delivery().parkedAt() == null
            ? new Done(finished)
            : new SaveAndEnd(progress.delivery().announced(), false, finished));
  }

  private Progress await(Progress progress, Instant until, Instant now) {
    return progress.origin() instanceof Progress.Origin.ParkedRow || !isLong(until, now)
        ? progress.then(new Done(new Later(until, progress.result())))
        : progress.saveAndEnd(progress.delivery(), true, until, true);
  }

  private boolean isLong(Instant until, Instant now) {
    return !until.isBefore(now.plus(rules.patience()));
  }
}
