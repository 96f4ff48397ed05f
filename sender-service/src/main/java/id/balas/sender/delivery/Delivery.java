package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.sender.delivery.Attempt.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How far a message has come on its way to the provider. The number of its attempts only grows, so
/// that who holds an older state has lost the message to another instance.
record Delivery(
    OutboundMessage message,
    State state,
    List<Attempt> attempts,
    @Nullable Instant nextTryAt,
    @Nullable String messageId,
    @Nullable String reason,
    @Nullable Instant finishedAt,
    @Nullable Place parkedAt) {

  /// The place in the log at which the message waits in the database.
  record Place(int partition, long offset) {}

  /// `ATTEMPTING`: a call is under way, or its process died. `UNKNOWN`: it ended, and nobody knows
  /// whether it was sent.
  enum State {
    WAITING,
    ATTEMPTING,
    UNKNOWN,
    ACCEPTED,
    FAILED,
    DROPPED;

    boolean isFinal() {
      return switch (this) {
        case WAITING, ATTEMPTING, UNKNOWN -> false;
        case ACCEPTED, FAILED, DROPPED -> true;
      };
    }
  }

  Delivery {
    attempts = List.copyOf(attempts);
  }

  static Delivery of(OutboundMessage message) {
    return new Delivery(message, State.WAITING, List.of(), null, null, null, null, null);
  }

  int tries() {
    return attempts.size();
  }

  @Nullable Attempt lastAttempt() {
    return attempts.isEmpty() ? null : attempts.getLast();
  }

  Delivery attempted(String owner, Instant now, Instant leaseUntil) {
    var attempt = new Attempt(tries() + 1, owner, now, leaseUntil, null, null, null, null);
    List<Attempt> all = Stream.concat(attempts.stream(), Stream.of(attempt)).toList();
    return new Delivery(message, State.ATTEMPTING, all, null, null, null, null, parkedAt);
  }

  /// `id` is null where another delivery has the provider's id already.
  Delivery accepted(@Nullable String id, Instant now) {
    return ended(State.ACCEPTED, Outcome.ACCEPTED, id, null, now);
  }

  Delivery rejected(String why, Instant now) {
    return ended(State.FAILED, Outcome.REJECTED, null, why, now);
  }

  /// The call that was about to be made was not, and none will be.
  Delivery dropped(String why, Instant now) {
    return ended(State.DROPPED, Outcome.NOT_MADE, null, why, now);
  }

  /// Nobody will try again.
  Delivery failed(String why, Instant now) {
    return new Delivery(message, State.FAILED, attempts, null, null, why, now, parkedAt);
  }

  /// For sure not sent; to be tried again.
  Delivery notSent(Outcome outcome, String why, Instant now, Instant nextTry) {
    return new Delivery(
        message, State.WAITING, lastEnded(outcome, why, now), nextTry, null, why, null, parkedAt);
  }

  Delivery unknown(String why, Instant now, Instant askAt) {
    List<Attempt> all = lastEnded(Outcome.UNKNOWN, why, now);
    return new Delivery(message, State.UNKNOWN, all, askAt, null, why, null, parkedAt);
  }

  /// The provider has the message of which nobody knew.
  Delivery shownAsSent(String id, String evidence, Instant now) {
    return new Delivery(
        message,
        State.ACCEPTED,
        lastShown(Outcome.ACCEPTED, evidence),
        null,
        id,
        evidence,
        now,
        parkedAt);
  }

  Delivery shownAsNotSent(String evidence, Instant now) {
    return new Delivery(
        message,
        State.WAITING,
        lastShown(Outcome.NOT_SENT, evidence),
        now,
        null,
        reason,
        null,
        parkedAt);
  }

  /// It waits until then for this.
  Delivery waiting(String why, Instant until) {
    return new Delivery(message, state, attempts, until, messageId, why, finishedAt, parkedAt);
  }

  Delivery parked(Place place) {
    return new Delivery(message, state, attempts, nextTryAt, messageId, reason, finishedAt, place);
  }

  /// Its end was published, so its place in the log no longer matters.
  Delivery announced() {
    return new Delivery(message, state, attempts, nextTryAt, messageId, reason, finishedAt, null);
  }

  private Delivery ended(
      State end, Outcome outcome, @Nullable String id, @Nullable String why, Instant now) {
    return new Delivery(message, end, lastEnded(outcome, why, now), null, id, why, now, parkedAt);
  }

  private List<Attempt> lastEnded(Outcome outcome, @Nullable String why, Instant now) {
    Attempt last = lastAttempt();
    return last == null || last.endedAt() != null
        ? attempts
        : withLast(last.ended(now, outcome, why));
  }

  private List<Attempt> lastShown(Outcome outcome, String evidence) {
    Attempt last = lastAttempt();
    return last == null ? attempts : withLast(last.shown(outcome, evidence));
  }

  private List<Attempt> withLast(Attempt attempt) {
    return Stream.concat(attempts.stream().limit(tries() - 1), Stream.of(attempt)).toList();
  }

  /// What the others are told, once it has ended.
  MessageStatus status(Instant now) {
    MessageStatus.Status status =
        switch (state) {
          case ACCEPTED -> MessageStatus.Status.ACCEPTED;
          case FAILED -> MessageStatus.Status.FAILED;
          case DROPPED -> MessageStatus.Status.DROPPED;
          case WAITING, ATTEMPTING, UNKNOWN -> MessageStatus.Status.PENDING;
        };
    Instant at = finishedAt == null ? now : finishedAt;
    return new MessageStatus(
        message.channel(), message.chatId(), messageId, message.id(), status, null, at, reason);
  }
}
