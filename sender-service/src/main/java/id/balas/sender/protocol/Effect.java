package id.balas.sender.protocol;

import id.balas.sender.queue.Task;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the [DeliveryMachine] wants done next. An interpreter performs an [Action] and reports the
/// matching [Event]; [Done] ends the task.
public sealed interface Effect {

  record Done(Task.End outcome) implements Effect {}

  sealed interface Action extends Effect {}

  /// Load the row of the message.
  record Load() implements Action {}

  /// Compare the chat's epoch with the message's.
  record CheckFence(When when) implements Action {

    public enum When {
      BEFORE_INSERT,
      BEFORE_SAVE,
      BEFORE_CALL
    }
  }

  /// Send the message. Follows its fence check immediately.
  record Call() implements Action {}

  /// Look for the message at the provider. Where `nextQuestion` is null, a "no" is final.
  record AskProvider(@Nullable Instant nextQuestion) implements Action {}

  /// Publish the final status.
  record Announce() implements Action {}

  /// Wait, then write again.
  record Pause(Duration time, Write again) implements Action {}

  /// A write to the row. One that `insists` is repeated while the database is unavailable: the
  /// provider's answer is stored nowhere else.
  sealed interface Write extends Action {

    Delivery row();

    boolean insists();
  }

  /// Create the row, unless it exists.
  record Insert(Delivery row) implements Write {
    @Override
    public boolean insists() {
      return false;
    }
  }

  /// Update the row and continue.
  record Save(Delivery row, boolean insists) implements Write {}

  /// Update the row and end the task with this outcome.
  record SaveAndEnd(Delivery row, boolean insists, Task.End outcome) implements Write {}
}
