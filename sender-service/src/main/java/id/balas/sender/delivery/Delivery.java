package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a message has come on its way to the provider. `tries` only grows, so that who holds an older number has
/// lost the message to another instance; `excused` of them failed for the channel's sake and do not count.
record Delivery(
    State state,
    int tries,
    int excused,
    @Nullable Instant firstAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable String messageId,
    @Nullable String reason,
    @Nullable Instant finishedAt) {

  /// `ATTEMPTING` says that a call was begun and its result is not known.
  enum State {
    WAITING,
    ATTEMPTING,
    ACCEPTED,
    FAILED,
    DROPPED
  }

  int countedTries() {
    return tries - excused;
  }

  /// What the others are told, once it has ended.
  MessageStatus status(OutboundMessage message, Instant now) {
    MessageStatus.Status status =
        switch (state) {
          case ACCEPTED -> MessageStatus.Status.ACCEPTED;
          case FAILED -> MessageStatus.Status.FAILED;
          case DROPPED -> MessageStatus.Status.DROPPED;
          case WAITING, ATTEMPTING -> MessageStatus.Status.PENDING;
        };
    return new MessageStatus(
        message.channel(),
        message.chatId(),
        messageId,
        message.id(),
        status,
        null,
        finishedAt == null ? now : finishedAt,
        reason);
  }
}
