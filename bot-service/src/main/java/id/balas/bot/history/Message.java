package id.balas.bot.history;

import id.balas.events.Content;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message with what became of it.
record Message(Said said, Sequel sequel) {

  Content content() {
    return sequel.edit() == null ? said.content() : sequel.edit().content();
  }

  /// The JSON of what was first said; null when it was never edited.
  @Nullable String original() {
    return sequel.edit() == null ? null : HistoryJson.write(said.content());
  }

  @Nullable Object ofEdit(Function<Sequel.Edit, @Nullable Object> part) {
    return sequel.edit() == null ? null : part.apply(sequel.edit());
  }

  @Nullable Object ofReached(Function<Reached, @Nullable Object> part) {
    return sequel.reached() == null ? null : part.apply(sequel.reached());
  }

  @Nullable String words() {
    return content().words();
  }

  Message and(Sequel more) {
    return new Message(said, sequel.and(more));
  }

  /// The provider told of it over its API, and nobody of us has claimed it.
  boolean isOfAnotherProgram() {
    return said.author() == Writer.API;
  }

  /// What it proves of the message of ours that it turned out to be.
  Sequel asProof() {
    return sequel.and(Sequel.echoed(said.sentAt()));
  }
}
