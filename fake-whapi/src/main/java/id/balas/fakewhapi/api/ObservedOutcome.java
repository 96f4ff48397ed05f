package id.balas.fakewhapi.api;

import id.balas.fakewhapi.http.Response;
import org.jspecify.annotations.Nullable;

/// What the caller sees of a call: a response, a dropped connection, or a timeout after a minute.
/// `note` says what really happened if the caller cannot know.
record ObservedOutcome(Ending ending, Response response, @Nullable String note) {

  enum Ending {
    RESPONSE,
    CONNECTION_DROPPED,
    TIMEOUT
  }

  static ObservedOutcome of(Response response) {
    return new ObservedOutcome(Ending.RESPONSE, response, null);
  }
}
