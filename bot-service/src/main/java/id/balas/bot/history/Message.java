package id.balas.bot.history;

import id.balas.events.Content;
import org.jspecify.annotations.Nullable;

/// A message with what became of it.
record Message(Said said, Sequel sequel) {

  Content content() {
    return sequel.edit() == null ? said.content() : sequel.edit().content();
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
