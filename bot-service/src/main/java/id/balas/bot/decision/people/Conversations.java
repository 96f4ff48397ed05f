package id.balas.bot.decision.people;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules of a conversation: what opens it, keeps it active, and ends it.
public final class Conversations {

  // A finer time would write the chat with every message.
  private static final Duration ACTIVE_PRECISION = Duration.ofHours(1);

  private final Duration reopen;

  public Conversations(Duration reopen) {
    this.reopen = reopen;
  }

  /// After a message of the customer or of one of us, sent `at`.
  public Handling message(Handling handling, ChatKey chat, String causeId, Instant at) {
    Conversation known = handling.conversation();
    if (known == null || isOver(known, at)) {
      String agent = known == null ? null : known.lastAgent();
      return handling.withConversation(
          new Conversation(id(chat, causeId), at, at, null, null, agent));
    }
    boolean isActive = at.isBefore(known.activeAt().plus(ACTIVE_PRECISION));
    return isActive ? handling : handling.withConversation(active(known, at));
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
        : handling.withConversation(
            new Conversation(ended.id(), ended.openedAt(), at, null, null, ended.lastAgent()));
  }

  /// Ends it. `by` is null if it ends for want of messages.
  public static @Nullable Conversation resolved(
      @Nullable Conversation known, @Nullable String by, Instant at) {
    return known == null
        ? null
        : new Conversation(
            known.id(), known.openedAt(), known.activeAt(), at, by, known.lastAgent());
  }

  public static Handling withAgent(Handling handling, String agent) {
    Conversation known = handling.conversation();
    return known == null || agent.equals(known.lastAgent())
        ? handling
        : handling.withConversation(
            new Conversation(
                known.id(),
                known.openedAt(),
                known.activeAt(),
                known.resolvedAt(),
                known.resolvedBy(),
                agent));
  }

  // One that ended for want of messages is over at once.
  private boolean isOver(Conversation known, Instant at) {
    Instant ended = known.resolvedAt();
    return ended != null && (known.resolvedBy() == null || at.isAfter(ended.plus(reopen)));
  }

  private static Conversation active(Conversation known, Instant at) {
    return new Conversation(
        known.id(),
        known.openedAt(),
        at,
        known.resolvedAt(),
        known.resolvedBy(),
        known.lastAgent());
  }

  private static String id(ChatKey chat, String causeId) {
    String cause = "conversation " + chat + " " + causeId;
    return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
