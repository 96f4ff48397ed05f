package id.balas.bot.deskclock;

import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the targets of a chat depend on. `waitingSince` and `openedAt` are null if it does not
/// wait, or has no open conversation. A snoozed chat has neither.
record RunningTargets(
    ChatKey chat,
    @Nullable String team,
    @Nullable Instant waitingSince,
    boolean hasAnswer,
    @Nullable Instant openedAt) {

  static RunningTargets of(DeskChat chat) {
    Conversation conversation = chat.handling().conversation();
    boolean runs = chat.handling().isOpen() && chat.handling().snoozedUntil() == null;
    return new RunningTargets(
        chat.key(),
        chat.handling().team(),
        chat.isWaiting() ? chat.waiting().since() : null,
        chat.hasAnswer(),
        conversation != null && runs ? conversation.openedAt() : null);
  }
}
