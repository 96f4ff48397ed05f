package id.balas.sender.protocol;

import id.balas.sender.channel.SendResult;
import id.balas.sender.takeover.Fence;

/// What an interpreter reports to the [DeliveryMachine] after an [Effect.Action].
public sealed interface Event {

  record Loaded(Delivery delivery) implements Event {}

  record FenceChecked(Effect.CheckFence check, Fence.Verdict verdict) implements Event {}

  /// The write is durable.
  record Written(Effect.Write write) implements Event {}

  /// The row to be inserted exists.
  record AlreadyKnown() implements Event {}

  /// The database is unavailable; the write may be durable all the same.
  record NotWritten(Effect.Write write) implements Event {}

  /// Another delivery has this provider id.
  record IdTaken(Effect.Write write) implements Event {}

  record Paused(Effect.Pause pause) implements Event {}

  record Called(SendResult result) implements Event {}

  record Answered(Effect.AskProvider question, Finding finding) implements Event {}

  /// The provider does not answer the question now.
  record NoAnswer(String reason) implements Event {}

  record Announced() implements Event {}

  /// The action failed, or another instance has changed the row.
  record Failed() implements Event {}
}
