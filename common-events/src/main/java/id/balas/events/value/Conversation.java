package id.balas.events.value;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One matter of one customer. `activeAt` is the time of the last message, at most an hour too
/// early. `resolvedAt` is null while the conversation is open. `resolvedBy` is null if it ended for
/// want of messages. `lastAgent` is the agent who had the chat last, also in an earlier
/// conversation.
public record Conversation(
    String id,
    Instant openedAt,
    Instant activeAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable String lastAgent) {

  public Conversation {
    Required.text("Conversation", "id", id);
    Required.value("Conversation", "openedAt", openedAt);
    Required.value("Conversation", "activeAt", activeAt);
  }
}
