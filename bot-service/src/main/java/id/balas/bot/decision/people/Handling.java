package id.balas.bot.decision.people;

import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.Conversation;
import id.balas.events.value.Priority;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How agents and admins handle a chat. `team` has it. The chat is hidden from the queue while it
/// is `snoozedUntil` a time, and gets no automatic message before `quietUntil`. `lastHumanAt` is
/// when one of us last wrote. `unattendedSince` is when the chat was handed to a person, until one
/// takes it or writes in it. While a chat waits, its conversation is open. `restrictions` is null
/// for a customer who is neither blocked nor opted out.
public record Handling(
    @Nullable String team,
    @Nullable Waiting waiting,
    @Nullable Instant snoozedUntil,
    @Nullable Instant quietUntil,
    @Nullable Instant lastHumanAt,
    @Nullable Instant unattendedSince,
    @Nullable Conversation conversation,
    @Nullable Restrictions restrictions) {

  public static final Handling NONE = new Handling(null, null, null, null, null, null, null, null);

  public boolean isQuietAt(Instant time) {
    return quietUntil != null && time.isBefore(quietUntil);
  }

  /// Whether the customer is blocked: the chat never waits and gets no message.
  public boolean hasBlock() {
    return restrictions != null && restrictions.blocked();
  }

  /// Whether the customer wants no automatic messages.
  public boolean hasOptOut() {
    return restrictions != null && restrictions.optedOut();
  }

  /// Whether the chat gets no automatic message at this time.
  public boolean isSilentAt(Instant time) {
    return hasBlock() || hasOptOut() || isQuietAt(time);
  }

  public Handling restrictedTo(Restrictions limits) {
    return new Handling(
        team,
        waiting,
        snoozedUntil,
        quietUntil,
        lastHumanAt,
        unattendedSince,
        conversation,
        limits.equals(Restrictions.NONE) ? null : limits);
  }

  /// No agent has the chat, and it waits for nothing. An open conversation is resolved.
  public Handling ended(@Nullable String by, Instant at) {
    return new Handling(
        null,
        null,
        null,
        quietUntil,
        lastHumanAt,
        null,
        conversation != null && isOpen() ? conversation.resolved(by, at) : conversation,
        restrictions);
  }

  /// The chat of an admin never waits. It may have, as a customer's, before the admin was known.
  public Handling outsideQueue(Instant now) {
    return waiting == null && !isOpen() ? this : ended(null, now);
  }

  /// Whether the conversation has not ended.
  public boolean isOpen() {
    return conversation != null && conversation.resolvedAt() == null;
  }

  /// Whether one of us has written in this conversation.
  public boolean hasAnswer() {
    return conversation != null
        && lastHumanAt != null
        && !lastHumanAt.isBefore(conversation.openedAt());
  }

  /// Whether the customer may be asked for a rating: once for a conversation, also if it is opened
  /// and resolved again.
  public boolean mayAskRatingAt(Instant time) {
    return conversation != null
        && isOpen()
        && conversation.ratingUntil() == null
        && !isSilentAt(time);
  }

  /// The time of the last message of an open conversation that waits for nothing, otherwise null.
  public @Nullable Instant idleSince() {
    return conversation != null && isOpen() && waiting == null && snoozedUntil == null
        ? conversation.activeAt()
        : null;
  }

  public Priority priority() {
    return conversation == null
        ? Priority.NORMAL
        : Objects.requireNonNullElse(conversation.priority(), Priority.NORMAL);
  }

  /// The place in the queue by priority, the first first.
  public short queuePlace() {
    return switch (priority()) {
      case HIGH -> 0;
      case NORMAL -> 1;
      case LOW -> 2;
    };
  }

  /// When the conversation ended. Null while it is open.
  public @Nullable Instant resolvedAt() {
    return conversation == null ? null : conversation.resolvedAt();
  }

  public Handling withWaiting(@Nullable Waiting newWaiting) {
    return new Handling(
        team,
        newWaiting,
        snoozedUntil,
        quietUntil,
        lastHumanAt,
        unattendedSince,
        conversation,
        restrictions);
  }

  /// Waits for this, too.
  public Handling and(Waiting more) {
    return withWaiting(waiting == null ? more : waiting.and(more));
  }

  public Handling withTeam(@Nullable String newTeam) {
    return new Handling(
        newTeam,
        waiting,
        snoozedUntil,
        quietUntil,
        lastHumanAt,
        unattendedSince,
        conversation,
        restrictions);
  }

  public Handling snoozed(@Nullable Instant until) {
    return new Handling(
        team, waiting, until, quietUntil, lastHumanAt, unattendedSince, conversation, restrictions);
  }

  public Handling quiet(Instant until) {
    return new Handling(
        team,
        waiting,
        snoozedUntil,
        until,
        lastHumanAt,
        unattendedSince,
        conversation,
        restrictions);
  }

  public Handling personWrote(Instant at) {
    return new Handling(
        team,
        waiting,
        snoozedUntil,
        quietUntil,
        later(lastHumanAt, at),
        null,
        conversation,
        restrictions);
  }

  public Handling unattended(@Nullable Instant since) {
    return new Handling(
        team, waiting, snoozedUntil, quietUntil, lastHumanAt, since, conversation, restrictions);
  }

  public Handling withConversation(@Nullable Conversation newConversation) {
    return new Handling(
        team,
        waiting,
        snoozedUntil,
        quietUntil,
        lastHumanAt,
        unattendedSince,
        newConversation,
        restrictions);
  }

  /// Takes over what another chat of the customer had. An own open conversation stays. Of two that
  /// have ended the later one counts: it may be opened again, or rated.
  public Handling mergedWith(HandOver.ForAgents other, boolean hasAssignee) {
    Conversation theirs = other.conversation();
    boolean isLater =
        theirs != null
            && conversation != null
            && !conversation.activeAt().isBefore(theirs.activeAt());
    boolean keepsOwn = theirs == null || isOpen() || (theirs.resolvedAt() != null && isLater);
    return new Handling(
        team == null ? other.team() : team,
        waiting == null
            ? other.waiting()
            : other.waiting() == null ? waiting : waiting.and(other.waiting()),
        snoozedWith(other),
        later(quietUntil, other.quietUntil()),
        later(lastHumanAt, other.lastHumanAt()),
        hasAssignee ? null : later(unattendedSince, other.unattendedSince()),
        keepsOwn ? conversation : theirs,
        both(restrictions, other.restrictions()));
  }

  // What waits in the queue stays there. Of two snoozes the earlier counts.
  private @Nullable Instant snoozedWith(HandOver.ForAgents other) {
    Instant theirs = other.snoozedUntil();
    boolean isInQueue =
        (waiting != null && snoozedUntil == null) || (other.waiting() != null && theirs == null);
    if (isInQueue) {
      return null;
    }
    boolean takesTheirs = snoozedUntil == null || (theirs != null && theirs.isBefore(snoozedUntil));
    return takesTheirs ? theirs : snoozedUntil;
  }

  private static @Nullable Restrictions both(
      @Nullable Restrictions one, @Nullable Restrictions other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Restrictions(one.blocked() || other.blocked(), one.optedOut() || other.optedOut());
  }

  /// The later of two times, or the only one.
  public static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
