package id.balas.sender.queue;

import id.balas.sender.queue.ChatQueue.Ticket;
import id.balas.sender.queue.SendPermits.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The chats of one channel that are ready for a call. Chats with a message of an agent or admin go
/// first: a channel's budget must not be used up by the bot while a person waits for it.
final class ChannelQueue {

  /// Chooses fairly between chats with new messages and those with parked ones.
  private static final class Lane {

    // One of this many tasks is for a chat with parked messages.
    private static final int ONE_PARKED_IN = 4;

    // Ordered by time, so that a chat keeps its place while more of its messages are parked, or
    // when it changes the lane.
    private final LazyQueue<Ticket> parked = ChatQueues.inOrderOfTime();
    private final LazyQueue<Ticket> fresh;
    private int tasks;

    Lane(LazyQueue<Ticket> fresh) {
      this.fresh = fresh;
    }

    void add(ChatQueue queue, Instant now) {
      (queue.isParked() ? parked : fresh).add(queue.readyTicket(now));
    }

    boolean hasReady() {
      return !fresh.isEmpty() || !parked.isEmpty();
    }

    ChatQueue removeNext() {
      boolean parkedIsNext = fresh.isEmpty() || tasks % ONE_PARKED_IN == 0;
      tasks++;
      return (parkedIsNext && !parked.isEmpty() ? parked : fresh).removeFirst().queue();
    }

    // The queue is ordered by the time at which the chats became ready.
    void removeReadyBefore(Instant time, List<ChatQueue> removed) {
      for (Ticket first = fresh.first();
          first != null && !first.since().isAfter(time);
          first = fresh.first()) {
        removed.add(fresh.removeFirst().queue());
      }
    }

    @Nullable Ticket oldestFresh() {
      return fresh.first();
    }

    int size() {
      return fresh.size() + parked.size();
    }
  }

  private final Lane ofPeople = new Lane(ChatQueues.inOrderOfTime());
  private final Lane others = new Lane(new LazyQueue<>(new ArrayDeque<>(), Ticket::isValid));
  private Instant blockedUntil = Instant.MIN;

  void add(ChatQueue queue, Instant now) {
    (queue.hasMessageOfPerson() ? ofPeople : others).add(queue, now);
  }

  boolean hasReady() {
    return ofPeople.hasReady() || others.hasReady();
  }

  Task startNext(Permit permit) {
    return (ofPeople.hasReady() ? ofPeople : others).removeNext().start(permit);
  }

  /// Blocks the channel. Returns the chats with new messages that have waited for `patience`, or
  /// all of them if the block is longer than that. They leave the queue.
  List<ChatQueue> block(Instant until, Duration patience, Instant now) {
    blockedUntil = until;
    boolean isLong = until.isAfter(now.plus(patience));
    Instant readyBefore = isLong ? now : now.minus(patience);
    List<ChatQueue> removed = new ArrayList<>();
    ofPeople.removeReadyBefore(readyBefore, removed);
    others.removeReadyBefore(readyBefore, removed);
    return removed;
  }

  void unblock() {
    blockedUntil = Instant.MIN;
  }

  /// When the channel must be checked again: at the end of its block, or when a message has waited
  /// for `patience`.
  Instant nextDue(Duration patience, Instant now) {
    Instant overdue =
        Stream.of(ofPeople, others)
            .map(Lane::oldestFresh)
            .flatMap(Stream::ofNullable)
            .map(ticket -> ticket.since().plus(patience))
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    return blockedUntil.isAfter(now) && blockedUntil.isBefore(overdue) ? blockedUntil : overdue;
  }

  int size() {
    return ofPeople.size() + others.size();
  }
}
