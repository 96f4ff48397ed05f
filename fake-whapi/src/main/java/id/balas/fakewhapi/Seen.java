package id.balas.fakewhapi;

import org.jspecify.annotations.Nullable;

/// What the caller sees of a call: a response, a dropped connection, or a timeout after a minute.
/// `note` says what really happened if the caller cannot know.
record Seen(Ending ending, Answer answer, @Nullable String note) {

  enum Ending {
    ANSWER,
    DROP,
    SILENCE
  }

  static Seen answer(Answer answer) {
    return new Seen(Ending.ANSWER, answer, null);
  }
}
