package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// The messages of one chat that have come from the log and have not ended, and how the chat
/// stands. Only [ChatLanes] changes it.
final class Lane {

  final int partition;
  final ChatKey chat;
  final Deque<Entry> queue = new ArrayDeque<>();
  Instant due = Instant.MIN;
  Instant readySince = Instant.MAX;
  Instant letInAt = Instant.MIN;
  String waitsFor = "";
  boolean parked;
  boolean running;
  boolean revoked;
  // Only the newest place in any of the queues counts.
  long stamp;

  Lane(int partition, ChatKey chat) {
    this.partition = partition;
    this.chat = chat;
  }

  boolean isIdle() {
    return !running && !parked && queue.isEmpty();
  }
}
