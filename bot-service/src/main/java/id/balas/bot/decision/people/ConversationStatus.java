package id.balas.bot.decision.people;

import id.balas.events.value.Conversation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The status of a conversation. One that is snoozed is hidden from the queue.
public enum ConversationStatus {
  OPEN,
  SNOOZED,
  RESOLVED;

  public static ConversationStatus of(Conversation conversation, @Nullable Instant snoozedUntil) {
    if (conversation.resolvedAt() != null) {
      return RESOLVED;
    }
    return snoozedUntil == null ? OPEN : SNOOZED;
  }
}
