package id.balas.sender.protocol;

import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.Task;
import id.balas.sender.takeover.Fence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The next step that the [DeliveryMachine] requests, and the [Event] that answers it. An
/// interpreter performs an [Action] and reports its event. [Done] ends the task.
public sealed interface Effect {

  record Done(Task.End end) implements Effect {}

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

  /// Update the row and end the task like this.
  record SaveAndEnd(Delivery row, boolean insists, Task.End end) implements Write {}

  /// What an interpreter reports after an [Action].
  sealed interface Event {}

  record Loaded(Delivery delivery) implements Event {}

  record FenceChecked(CheckFence check, Fence.Verdict verdict) implements Event {}

  /// The write is durable.
  record Written(Write write) implements Event {}

  /// The row to be inserted exists.
  record AlreadyKnown() implements Event {}

  /// The database is unavailable. The write may be durable all the same.
  record NotWritten(Write write) implements Event {}

  /// Another delivery has this provider id.
  record IdTaken(Write write) implements Event {}

  record Paused(Pause pause) implements Event {}

  record Called(SendResult result) implements Event {}

  record Answered(AskProvider question, Finding finding) implements Event {}

  /// The provider does not answer the question now.
  record NoAnswer(String reason) implements Event {}

  record Announced() implements Event {}

  /// The action failed, or another instance has changed the row.
  record Failed() implements Event {}
}
