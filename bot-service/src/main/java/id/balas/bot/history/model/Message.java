package id.balas.bot.history.model;

import id.balas.events.value.Content;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message with its later updates.
public record Message(OriginalMessage original, MessageUpdates updates) {

  public Content content() {
    return updates.edit() == null ? original.content() : updates.edit().content();
  }

  /// The JSON of the first version; null if it was never edited.
  public @Nullable String originalJson() {
    return updates.edit() == null ? null : HistoryJson.write(original.content());
  }

  public @Nullable Object ofEdit(Function<MessageUpdates.Edit, @Nullable Object> part) {
    return updates.edit() == null ? null : part.apply(updates.edit());
  }

  public @Nullable Object ofProgress(Function<Progress, @Nullable Object> part) {
    return updates.progress() == null ? null : part.apply(updates.progress());
  }

  public @Nullable String words() {
    return content().words();
  }

  /// Whether a list of chats shows the same of both.
  boolean readsLike(@Nullable Message other) {
    return other != null
        && content().equals(other.content())
        && updates.votes().equals(other.updates().votes())
        && Objects.equals(updates.deletedAt(), other.updates().deletedAt());
  }

  Message and(MessageUpdates more) {
    return new Message(original, updates.and(more));
  }

  /// The provider sent an echo for it, and it matches none of our messages.
  boolean isFromOtherProgram() {
    return original.author() == MessageAuthor.API;
  }

  /// The proof of sending, for our own message that this one is merged into.
  MessageUpdates asProof() {
    return updates.and(MessageUpdates.echoed(original.sentAt()));
  }
}
