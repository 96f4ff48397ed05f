package id.balas.sender.protocol;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import id.balas.sender.protocol.Delivery.Attempt.Outcome;
import id.balas.sender.queue.ChatQueue.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A message of ours and its attempts. The number of attempts only grows: an instance that holds an
/// older state has lost the delivery to another instance.
public record Delivery(
    OutboundMessage message,
    State state,
    List<Attempt> attempts,
    @Nullable Instant nextTryAt,
    @Nullable String messageId,
    @Nullable String reason,
    @Nullable Instant finishedAt,
    @Nullable Place parkedAt) {

  /// The topic position of a parked message.
  public record Place(int partition, long offset) {
    static Place of(Entry entry) {
      return new Place(entry.partition(), entry.offset());
    }
  }

  /// One call to the provider by the instance `owner`. No other instance treats it as lost before
  /// `leaseUntil`. `outcome` is null until the result is known; `evidence` is what reconciliation
  /// found.
  public record Attempt(
      int number,
      String owner,
      Instant startedAt,
      Instant leaseUntil,
      @Nullable Instant endedAt,
      @Nullable Outcome outcome,
      @Nullable String reason,
      @Nullable String evidence) {

    /// `CHANNEL_DOWN` and `NOT_MADE` do not count against the message.
    public enum Outcome {
      ACCEPTED,
      REJECTED,
      NOT_SENT,
      CHANNEL_DOWN,
      NOT_MADE,
      UNKNOWN
    }

    Attempt ended(Instant at, Outcome what, @Nullable String why) {
      return new Attempt(number, owner, startedAt, leaseUntil, at, what, why, null);
    }

    /// The outcome that reconciliation found for an unknown result. The first reason stays.
    Attempt reconciled(Outcome what, String shownBy) {
      return new Attempt(number, owner, startedAt, leaseUntil, endedAt, what, reason, shownBy);
    }
  }

  /// `ATTEMPTING`: a call is in progress, or its process died. `UNKNOWN`: it ended without a usable
  /// response.
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

  /// `id` is null if another delivery has this provider id already.
  public Delivery accepted(@Nullable String id, Instant now) {
    return ended(State.ACCEPTED, Outcome.ACCEPTED, id, null, now);
  }

  public Delivery withoutId() {
    return new Delivery(message, state, attempts, nextTryAt, null, reason, finishedAt, parkedAt);
  }

  public Delivery rejected(String why, Instant now) {
    return ended(State.FAILED, Outcome.REJECTED, null, why, now);
  }

  /// Ends without the call that was planned.
  public Delivery dropped(String why, Instant now) {
    return ended(State.DROPPED, Outcome.NOT_MADE, null, why, now);
  }

  /// Ends without another attempt.
  public Delivery failed(String why, Instant now) {
    return new Delivery(message, State.FAILED, attempts, null, null, why, now, parkedAt);
  }

  /// The call did not reach WhatsApp. It is retried at `nextTry`.
  public Delivery notSent(Outcome outcome, String why, Instant now, Instant nextTry) {
    return new Delivery(
        message, State.WAITING, lastEnded(outcome, why, now), nextTry, null, why, null, parkedAt);
  }

  public Delivery unknown(String why, Instant now, Instant askAt) {
    List<Attempt> all = lastEnded(Outcome.UNKNOWN, why, now);
    return new Delivery(message, State.UNKNOWN, all, askAt, null, why, null, parkedAt);
  }

  /// Reconciliation found the message at the provider.
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

  /// Waits until then, for this reason.
  public Delivery waiting(String why, Instant until) {
    return new Delivery(message, state, attempts, until, messageId, why, finishedAt, parkedAt);
  }

  public Delivery parked(Place place) {
    return new Delivery(message, state, attempts, nextTryAt, messageId, reason, finishedAt, place);
  }

  /// The final status is published, so the topic position is cleared.
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
    return last == null ? attempts : withLast(last.reconciled(outcome, evidence));
  }

  private List<Attempt> withLast(Attempt attempt) {
    return Stream.concat(attempts.stream().limit(tries() - 1), Stream.of(attempt)).toList();
  }

  /// The status to publish.
  public MessageStatus status(Instant now) {
    MessageStatus.Status status =
        switch (state) {
          case ACCEPTED -> MessageStatus.Status.ACCEPTED;
          case FAILED -> MessageStatus.Status.FAILED;
          case DROPPED -> MessageStatus.Status.DROPPED;
          case WAITING, ATTEMPTING, UNKNOWN -> MessageStatus.Status.PENDING;
        };
    Instant at = finishedAt == null ? now : finishedAt;
    String target = message.content() instanceof Content.Act act ? act.messageId() : null;
    return new MessageStatus(
        message.channel(),
        message.chatId(),
        messageId,
        message.id(),
        status,
        null,
        at,
        reason,
        target);
  }
}
