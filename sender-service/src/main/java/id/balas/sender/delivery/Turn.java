package id.balas.sender.delivery;

import java.time.Instant;
import java.util.List;

/// What a chat is to do next; a chat has one turn at a time.
sealed interface Turn {

  Lane lane();

  /// Deliver the first message that came from the log.
  record Deliver(Lane lane, Entry entry) implements Turn {}

  /// Put these messages into the database, behind those of the chat that are parked already.
  record Park(Lane lane, List<Entry> entries, String reason) implements Turn {}

  /// Deliver the first of the chat's parked messages.
  record WorkParked(Lane lane) implements Turn {}

  /// What came of a turn; `called` tells whether the provider was called for it.
  sealed interface Outcome {

    boolean called();

    /// The first message has ended, or all messages of a [Park] are parked.
    record Finished(boolean called) implements Outcome {}

    /// The first message must wait, here.
    record Later(Instant due, boolean called) implements Outcome {}

    /// The first message must wait for long: its row is the queue from now on.
    record Parked(Instant due, boolean called) implements Outcome {}

    /// The chat has no parked messages any more.
    record NoneParked() implements Outcome {
      @Override
      public boolean called() {
        return false;
      }
    }
  }
}
