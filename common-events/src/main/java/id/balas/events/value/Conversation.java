package id.balas.events.value;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One matter of one customer. `activeAt` is the time of the last message, at most an hour too
/// early. `resolvedAt` is null while the conversation is open. `resolvedBy` is null if it ended for
/// want of messages. `lastAgent` is the agent who had the chat last, also in an earlier
/// conversation. A rating was asked for if `ratingUntil` is not null; an answer counts before that
/// time.
public record Conversation(
    String id,
    Instant openedAt,
    Instant activeAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable String lastAgent,
    @Nullable Priority priority,
    @Nullable Instant ratingUntil,
    @Nullable Rating rating) {

  public Conversation {
    Required.text("Conversation", "id", id);
    Required.value("Conversation", "openedAt", openedAt);
    Required.value("Conversation", "activeAt", activeAt);
  }

  /// One without priority and rating.
  public Conversation(
      String id,
      Instant openedAt,
      Instant activeAt,
      @Nullable Instant resolvedAt,
      @Nullable String resolvedBy,
      @Nullable String lastAgent) {
    this(id, openedAt, activeAt, resolvedAt, resolvedBy, lastAgent, null, null, null);
  }

  /// With a message at that time.
  public Conversation active(Instant at) {
    return new Conversation(
        id, openedAt, at, resolvedAt, resolvedBy, lastAgent, priority, ratingUntil, rating);
  }

  /// `by` is null if it ends for want of messages.
  public Conversation resolved(@Nullable String by, Instant at) {
    return new Conversation(
        id, openedAt, activeAt, at, by, lastAgent, priority, ratingUntil, rating);
  }

  /// Open again, also by a message that is older than its last one. A question for a rating is
  /// closed.
  public Conversation reopened(Instant at) {
    Instant latest = at.isAfter(activeAt) ? at : activeAt;
    return new Conversation(
        id, openedAt, latest, null, null, lastAgent, priority, closed(ratingUntil, at), rating);
  }

  private static @Nullable Instant closed(@Nullable Instant until, Instant at) {
    return until != null && at.isBefore(until) ? at : until;
  }

  public Conversation withAgent(String agent) {
    return new Conversation(
        id, openedAt, activeAt, resolvedAt, resolvedBy, agent, priority, ratingUntil, rating);
  }

  public Conversation withPriority(Priority newPriority) {
    return new Conversation(
        id,
        openedAt,
        activeAt,
        resolvedAt,
        resolvedBy,
        lastAgent,
        newPriority,
        ratingUntil,
        rating);
  }

  /// A rating was asked for; an answer before that time counts.
  public Conversation asked(Instant until) {
    return new Conversation(
        id, openedAt, activeAt, resolvedAt, resolvedBy, lastAgent, priority, until, rating);
  }

  /// Also closes the question.
  public Conversation rated(Rating newRating) {
    return new Conversation(
        id,
        openedAt,
        activeAt,
        resolvedAt,
        resolvedBy,
        lastAgent,
        priority,
        closed(ratingUntil, newRating.at()),
        newRating);
  }

  /// Whether a rating was asked for, and an answer of this time counts.
  public boolean awaitsRatingAt(Instant time) {
    return rating == null
        && resolvedAt != null
        && ratingUntil != null
        && !time.isBefore(resolvedAt)
        && time.isBefore(ratingUntil);
  }

  /// After a message that is no rating, or when an agent takes the chat: the question is closed.
  public Conversation withoutQuestion(Instant at) {
    return ratingUntil == null || !at.isBefore(ratingUntil) ? this : asked(at);
  }
}
