package id.balas.sender.delivery;

import id.balas.sender.delivery.Attempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What comes next for a delivery, by what is recorded of it and the time alone; so a step can be
/// taken again after any crash, and by another instance.
final class Course {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Duration unknownWait;
  private final Duration giveUp;
  private final Duration tooOld;

  Course(Duration unknownWait, Duration giveUp, Duration tooOld) {
    this.unknownWait = unknownWait;
    this.giveUp = giveUp;
    this.tooOld = tooOld;
  }

  sealed interface Step {

    /// It has ended; the others must be told.
    record Announce() implements Step {}

    /// Call the provider.
    record Call() implements Step {}

    /// Ask the provider whether it has the message. When it does not, the next question is due at
    /// `next`; none means that a "no" now is a no, and the call may be made again.
    record Ask(@Nullable Instant next) implements Step {}

    /// The process of this attempt will no longer say what came of it.
    record TakeForUnknown() implements Step {}

    record Wait(Instant until) implements Step {}

    record Drop(String reason) implements Step {}

    record Fail(String reason) implements Step {}
  }

  Step next(Delivery delivery, Instant now) {
    Attempt last = delivery.lastAttempt();
    return switch (delivery.state()) {
      case ACCEPTED, FAILED, DROPPED -> new Step.Announce();
      case ATTEMPTING -> {
        Instant lease = last == null ? Instant.MIN : last.leaseUntil();
        Instant look = now.plus(LOOK_AGAIN);
        yield now.isBefore(lease)
            ? new Step.Wait(lease.isBefore(look) ? lease : look)
            : new Step.TakeForUnknown();
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
    return new Step.Ask(
        questions(ended).filter(question -> question.isAfter(now)).findFirst().orElse(null));
  }

  /// When an unknown result is asked for after the end of its attempt: early, since a "yes" is one
  /// at any time, and last when a "no" is one too.
  Stream<Instant> questions(Instant ended) {
    return Stream.of(unknownWait.dividedBy(12), unknownWait.dividedBy(3), unknownWait)
        .map(ended::plus);
  }

  private Step callOrEnd(Delivery delivery, Instant now) {
    Instant expiresAt = delivery.message().expiresAt();
    Instant createdAt = delivery.message().createdAt();
    if (expiresAt != null && expiresAt.isBefore(now)) {
      return new Step.Drop("too late to answer");
    }
    if (createdAt.plus(tooOld).isBefore(now)) {
      return new Step.Fail("too old");
    }
    if (wasTriedAfter(createdAt.plus(giveUp), delivery.lastAttempt())) {
      return new Step.Fail(
          "given up after %d tries: %s".formatted(delivery.tries(), delivery.reason()));
    }
    return new Step.Call();
  }

  // Who waited for the channel for longer than that still has a try.
  private static boolean wasTriedAfter(Instant limit, @Nullable Attempt last) {
    return last != null && last.outcome() == Outcome.NOT_SENT && last.startedAt().isAfter(limit);
  }
}
