package id.balas.bot.history.model;

import id.balas.events.value.Content;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message with its later updates.
public record Message(Said said, Sequel sequel) {

  public Content content() {
    return sequel.edit() == null ? said.content() : sequel.edit().content();
  }

  /// The JSON of the first version; null if it was never edited.
  public @Nullable String original() {
    return sequel.edit() == null ? null : HistoryJson.write(said.content());
  }

  public @Nullable Object ofEdit(Function<Sequel.Edit, @Nullable Object> part) {
    return sequel.edit() == null ? null : part.apply(sequel.edit());
  }

  public @Nullable Object ofReached(Function<Reached, @Nullable Object> part) {
    return sequel.reached() == null ? null : part.apply(sequel.reached());
  }

  public @Nullable String words() {
    return content().words();
  }

  Message and(Sequel more) {
    return new Message(said, sequel.and(more));
  }

  /// The provider sent an echo for it, and it matches none of our messages.
  boolean isOfAnotherProgram() {
    return said.author() == Writer.API;
  }

  /// The proof of sending, for our own message that this one is merged into.
  Sequel asProof() {
    return sequel.and(Sequel.echoed(said.sentAt()));
  }
}
