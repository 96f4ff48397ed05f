package id.balas.sender.queue;

import java.time.Instant;
import java.util.List;

/// What a chat does next. A chat has one task at a time.
public sealed interface Task {

  ChatQueue queue();

  /// Deliver the first message from the topic.
  record Deliver(ChatQueue queue, Entry entry) implements Task {}

  /// Write these messages to the database, behind the parked ones of the chat.
  record Park(ChatQueue queue, List<Entry> entries, String reason) implements Task {}

  /// Deliver the first of the chat's parked messages.
  record WorkParked(ChatQueue queue) implements Task {}

  /// The outcome of a task; `called` says whether it called the provider.
  sealed interface Outcome {

    boolean called();

    /// The first message has ended, or all messages of a [Park] are parked.
    record Finished(boolean called) implements Outcome {}

    /// The first message must wait in memory.
    record Later(Instant due, boolean called) implements Outcome {}

    /// The first message must wait long: it is parked in its row.
    record Parked(Instant due, boolean called) implements Outcome {}

    /// The chat has no parked messages.
    record NoneParked() implements Outcome {
      @Override
      public boolean called() {
        return false;
      }
    }
  }
}
