package id.balas.sender.protocol;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.sender.protocol.Attempt.Outcome;
import id.balas.sender.queue.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How far a message has come on its way to the provider. The number of its attempts only grows, so
/// that who holds an older state has lost the message to another instance.
public record Delivery(
    OutboundMessage message,
    State state,
    List<Attempt> attempts,
    @Nullable Instant nextTryAt,
    @Nullable String messageId,
    @Nullable String reason,
    @Nullable Instant finishedAt,
    @Nullable Place parkedAt) {

  /// The place in the log at which the message waits in the database.
  public record Place(int partition, long offset) {
    static Place of(Entry entry) {
      return new Place(entry.partition(), entry.offset());
    }
  }

  /// `ATTEMPTING`: a call is under way, or its process died. `UNKNOWN`: it ended, and nobody knows
  /// whether it was sent.
  public enum State {
    WAITING,
    ATTEMPTING,
    UNKNOWN,
    ACCEPTED,
    FAILED,
    DROPPED;

    public boolean isFinal() {
      return switch (this) {
        case WAITING, ATTEMPTING, UNKNOWN -> false;
        case ACCEPTED, FAILED, DROPPED -> true;
      };
    }
  }

  public Delivery {
    attempts = List.copyOf(attempts);
  }

  public static Delivery of(OutboundMessage message) {
    return new Delivery(message, State.WAITING, List.of(), null, null, null, null, null);
  }

  /// A message that is parked before its first attempt.
  public static Delivery parked(Entry entry, String why, Instant now) {
    return of(entry.message()).waiting(why, now).parked(Place.of(entry));
  }

  public int tries() {
    return attempts.size();
  }

  public @Nullable Attempt lastAttempt() {
    return attempts.isEmpty() ? null : attempts.getLast();
  }

  public Delivery attempted(String owner, Instant now, Instant leaseUntil) {
    var attempt = new Attempt(tries() + 1, owner, now, leaseUntil, null, null, null, null);
    List<Attempt> all = Stream.concat(attempts.stream(), Stream.of(attempt)).toList();
    return new Delivery(message, State.ATTEMPTING, all, null, null, null, null, parkedAt);
  }

  /// `id` is null where another delivery has the provider's id already.
  public Delivery accepted(@Nullable String id, Instant now) {
    return ended(State.ACCEPTED, Outcome.ACCEPTED, id, null, now);
  }

  public Delivery withoutId() {
    return new Delivery(message, state, attempts, nextTryAt, null, reason, finishedAt, parkedAt);
  }

  public Delivery rejected(String why, Instant now) {
    return ended(State.FAILED, Outcome.REJECTED, null, why, now);
  }

  /// The call that was about to be made was not, and none will be.
  public Delivery dropped(String why, Instant now) {
    return ended(State.DROPPED, Outcome.NOT_MADE, null, why, now);
  }

  /// Nobody will try again.
  public Delivery failed(String why, Instant now) {
    return new Delivery(message, State.FAILED, attempts, null, null, why, now, parkedAt);
  }

  /// For sure not sent; to be tried again.
  public Delivery notSent(Outcome outcome, String why, Instant now, Instant nextTry) {
    return new Delivery(
        message, State.WAITING, lastEnded(outcome, why, now), nextTry, null, why, null, parkedAt);
  }

  public Delivery unknown(String why, Instant now, Instant askAt) {
    List<Attempt> all = lastEnded(Outcome.UNKNOWN, why, now);
    return new Delivery(message, State.UNKNOWN, all, askAt, null, why, null, parkedAt);
  }

  /// The provider has the message of which nobody knew.
  public Delivery shownAsSent(String id, String evidence, Instant now) {
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

  public Delivery shownAsNotSent(String evidence, Instant now) {
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
  public Delivery waiting(String why, Instant until) {
    return new Delivery(message, state, attempts, until, messageId, why, finishedAt, parkedAt);
  }

  public Delivery parked(Place place) {
    return new Delivery(message, state, attempts, nextTryAt, messageId, reason, finishedAt, place);
  }

  /// Its end was published, so its place in the log no longer matters.
  public Delivery announced() {
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
  public MessageStatus status(Instant now) {
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
