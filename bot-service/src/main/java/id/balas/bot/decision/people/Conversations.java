package id.balas.bot.decision.people;

import id.balas.bot.decision.text.RatingAnswer;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Priority;
import id.balas.events.value.Rating;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules of a conversation: what opens it, keeps it active, and ends it.
public final class Conversations {

  // A finer time would write the chat with every message.
  private static final Duration ACTIVE_PRECISION = Duration.ofHours(1);

  private static final Duration RATING_WITHIN = Duration.ofDays(1);

  private final Duration reopen;

  public Conversations(Duration reopen) {
    this.reopen = reopen;
  }

  /// After a message, sent `at`, of one of us, or of the customer if it is no rating.
  public Handling message(Handling handling, ChatKey chat, String causeId, Instant at) {
    Conversation known = handling.conversation();
    if (known == null || isOver(known, at)) {
      String agent = known == null ? null : known.lastAgent();
      return handling.withConversation(
          new Conversation(id(chat, causeId), at, at, null, null, agent));
    }
    boolean isActive = at.isBefore(known.activeAt().plus(ACTIVE_PRECISION));
    return closeQuestion(isActive ? handling : handling.withConversation(known.active(at)), at);
  }

  /// A chat that waits has an open conversation.
  public Handling openIfWaiting(Handling handling, ChatKey chat, String causeId, Instant at) {
    return handling.waiting() == null || handling.isOpen()
        ? handling
        : opened(handling, chat, causeId, at);
  }

  /// Opens the ended conversation again, or a first one.
  public Handling opened(Handling handling, ChatKey chat, String causeId, Instant at) {
    Conversation ended = handling.conversation();
    return ended == null
        ? message(handling, chat, causeId, at)
        : handling.withConversation(ended.reopened(at));
  }

  /// Ends it; one that has ended stays as it is. `by` is null if it ends for want of messages. If a
  /// rating is asked for, an answer counts for a day.
  public static @Nullable Conversation resolved(
      @Nullable Conversation known, @Nullable String by, Instant at, boolean asksRating) {
    if (known == null || known.resolvedAt() != null) {
      return known;
    }
    Conversation ended = known.resolved(by, at);
    return asksRating ? ended.asked(at.plus(RATING_WITHIN)) : ended;
  }

  public static Handling rated(Handling handling, RatingAnswer answer, Instant at) {
    Conversation known = handling.conversation();
    return known == null
        ? handling
        : handling.withConversation(known.rated(new Rating(answer.stars(), answer.comment(), at)));
  }

  // A message from before the end of the conversation leaves the question open: its author had not
  // read it.
  private static Handling closeQuestion(Handling handling, Instant at) {
    Conversation known = handling.conversation();
    boolean isEarlier =
        known != null && known.resolvedAt() != null && at.isBefore(known.resolvedAt());
    return known == null || isEarlier
        ? handling
        : handling.withConversation(known.withoutQuestion(at));
  }

  /// With the priority that a rule sets, if it does.
  public static Handling tagged(Handling handling, @Nullable Priority priority) {
    Conversation known = handling.conversation();
    return known == null || priority == null
        ? handling
        : handling.withConversation(known.withPriority(priority));
  }

  /// With the agent who has the chat now: what the customer writes is for them, and no rating.
  public static Handling withAgent(Handling handling, String agent, Instant now) {
    Handling closed = closeQuestion(handling, now);
    Conversation known = closed.conversation();
    return known == null || agent.equals(known.lastAgent())
        ? closed
        : closed.withConversation(known.withAgent(agent));
  }

  // One that ended for want of messages is over at once.
  private boolean isOver(Conversation known, Instant at) {
    Instant ended = known.resolvedAt();
    return ended != null && (known.resolvedBy() == null || at.isAfter(ended.plus(reopen)));
  }

  private static String id(ChatKey chat, String causeId) {
    String cause = "conversation " + chat + " " + causeId;
    return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
