package id.balas.sender.queue;

import id.balas.sender.queue.ChatQueue.Ticket;
import id.balas.sender.queue.SendPermits.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The chats of one channel that are ready for a call. Chooses fairly between those with new
/// messages and those with parked ones.
final class ChannelQueue {

  // One of this many tasks is for a chat with parked messages.
  private static final int ONE_PARKED_IN = 4;

  private final LazyQueue<Ticket> fresh = new LazyQueue<>(new ArrayDeque<>(), Ticket::isValid);
  // Ordered by time, so that a chat keeps its place while more of its messages are parked.
  private final LazyQueue<Ticket> parked = ChatQueues.inOrderOfTime();
  private int tasks;
  private Instant blockedUntil = Instant.MIN;

  void add(ChatQueue queue, Instant now) {
    (queue.isParked() ? parked : fresh).add(queue.readyTicket(now));
  }

  boolean hasReady() {
    return !fresh.isEmpty() || !parked.isEmpty();
  }

  Task startNext(Permit permit) {
    boolean parkedIsNext = fresh.isEmpty() || tasks % ONE_PARKED_IN == 0;
    LazyQueue<Ticket> next = parkedIsNext && !parked.isEmpty() ? parked : fresh;
    tasks++;
    return next.removeFirst().queue().start(permit);
  }

  /// Blocks the channel. Returns the chats with new messages that have waited for `patience`, or
  /// all of them if the block is longer than that. They leave the queue.
  List<ChatQueue> block(Instant until, Duration patience, Instant now) {
    blockedUntil = until;
    boolean isLong = until.isAfter(now.plus(patience));
    return removeReadyBefore(isLong ? now : now.minus(patience));
  }

  void unblock() {
    blockedUntil = Instant.MIN;
  }

  // The queue is ordered by the time at which the chats became ready.
  private List<ChatQueue> removeReadyBefore(Instant time) {
    List<ChatQueue> removed = new ArrayList<>();
    for (Ticket first = fresh.first();
        first != null && !first.since().isAfter(time);
        first = fresh.first()) {
      removed.add(fresh.removeFirst().queue());
    }
    return removed;
  }

  /// When the channel must be checked again: at the end of its block, or when a message has waited
  /// for `patience`.
  Instant nextDue(Duration patience, Instant now) {
    Ticket first = fresh.first();
    Instant overdue = first == null ? Instant.MAX : first.since().plus(patience);
    return blockedUntil.isAfter(now) && blockedUntil.isBefore(overdue) ? blockedUntil : overdue;
  }

  int size() {
    return fresh.size() + parked.size();
  }
}
