package id.balas.fakewhapi;

import org.jspecify.annotations.Nullable;

/// What the caller sees of a call: the answer, or a dropped connection, or nothing for a minute.
/// `note` says what really happened where the caller cannot know.
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
