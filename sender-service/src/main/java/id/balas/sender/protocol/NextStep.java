package id.balas.sender.protocol;

import id.balas.sender.protocol.Delivery.Attempt;
import id.balas.sender.protocol.Delivery.Attempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides the next step of a delivery from its record and the time alone, so that any instance can
/// continue after a crash.
public final class NextStep {

  private static final Duration CHECK_AGAIN = Duration.ofSeconds(1);

  private final Duration unknownWait;
  private final Duration giveUp;
  private final Duration tooOld;

  public NextStep(Duration unknownWait, Duration giveUp, Duration tooOld) {
    this.unknownWait = unknownWait;
    this.giveUp = giveUp;
    this.tooOld = tooOld;
  }

  sealed interface Step {

    /// The delivery has ended; its final status must be published.
    record Announce() implements Step {}

    /// Call the provider.
    record Call() implements Step {}

    /// Ask the provider whether it has the message. If not, ask again at `next`. If `next` is null,
    /// a "no" is final and the call may be repeated.
    record Ask(@Nullable Instant next) implements Step {}

    /// The attempt's lease has expired without a result, so its result is unknown.
    record MarkUnknown() implements Step {}

    record Wait(Instant until) implements Step {}

    record Drop(String reason) implements Step {}

    record Fail(String reason) implements Step {}
  }

  Step of(Delivery delivery, Instant now) {
    Attempt last = delivery.lastAttempt();
    return switch (delivery.state()) {
      case ACCEPTED, FAILED, DROPPED -> new Step.Announce();
      case ATTEMPTING -> {
        Instant lease = last == null ? Instant.MIN : last.leaseUntil();
        Instant look = now.plus(CHECK_AGAIN);
        yield now.isBefore(lease)
            ? new Step.Wait(lease.isBefore(look) ? lease : look)
            : new Step.MarkUnknown();
      }
      case UNKNOWN -> isDue(delivery, now) ? ask(last, now) : new Step.Wait(due(delivery));
      case WAITING ->
          isDue(delivery, now) ? callOrEnd(delivery, now) : new Step.Wait(due(delivery));
    };
  }

  private static boolean isDue(Delivery delivery, Instant now) {
    return !now.isBefore(due(delivery));
  }

  private static Instant due(Delivery delivery) {
    return delivery.nextTryAt() == null ? Instant.MIN : delivery.nextTryAt();
  }

  private Step ask(@Nullable Attempt last, Instant now) {
    Instant ended =
        last == null ? Instant.MIN : last.endedAt() == null ? last.leaseUntil() : last.endedAt();
    return new Step.Ask(questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(null));
  }

  /// The first question that is due after `now`, or `now` if all are overdue.
  Instant firstQuestion(Instant ended, Instant now) {
    return questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(now);
  }

  // The early ones pay off because a "yes" is final at any time. The last is late enough for a
  // final "no".
  private Stream<Instant> questions(Instant ended) {
    return Stream.of(unknownWait.dividedBy(12), unknownWait.dividedBy(3), unknownWait)
        .map(ended::plus);
  }

  private Step callOrEnd(Delivery delivery, Instant now) {
    Instant expiresAt = delivery.message().expiresAt();
    if (expiresAt != null && expiresAt.isBefore(now)) {
      return new Step.Drop(FailureKind.TOO_LATE);
    }
    if (delivery.message().createdAt().plus(tooOld).isBefore(now)) {
      return new Step.Fail(FailureKind.TOO_OLD);
    }
    if (isRetriedInVain(delivery)) {
      return new Step.Fail(
          (Acts.mayBeDone(delivery) ? FailureKind.MAY_BE_DONE : "")
              + (FailureKind.GIVEN_UP + " after %d tries: %s")
                  .formatted(delivery.tries(), delivery.reason()));
    }
    return new Step.Call();
  }

  // The time before the first failure does not count: the message may have waited for its channel.
  private boolean isRetriedInVain(Delivery delivery) {
    Attempt last = delivery.lastAttempt();
    return last != null
        && hasFailed(last)
        && delivery.attempts().stream()
            .filter(NextStep::hasFailed)
            .limit(1)
            .anyMatch(first -> last.startedAt().isAfter(first.startedAt().plus(giveUp)));
  }

  // An act waits for a repetition after an unknown result.
  private static boolean hasFailed(Attempt attempt) {
    return attempt.outcome() == Outcome.NOT_SENT || attempt.outcome() == Outcome.UNKNOWN;
  }
}
