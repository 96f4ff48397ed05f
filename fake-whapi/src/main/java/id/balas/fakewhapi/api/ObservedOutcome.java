package id.balas.fakewhapi.api;

import id.balas.fakewhapi.http.Response;
import org.jspecify.annotations.Nullable;

/// What the caller sees of a call: a response, a dropped connection, or a timeout after a minute.
/// `note` says what really happened if the caller cannot know.
record ObservedOutcome(Ending ending, Response answer, @Nullable String note) {

  enum Ending {
    ANSWER,
    DROP,
    SILENCE
  }

  static ObservedOutcome answer(Response answer) {
    return new ObservedOutcome(Ending.ANSWER, answer, null);
  }
}
