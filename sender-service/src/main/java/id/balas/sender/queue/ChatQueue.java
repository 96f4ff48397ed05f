package id.balas.sender.queue;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.sender.queue.SendPermits.Permit;
import id.balas.sender.queue.Task.Deliver;
import id.balas.sender.queue.Task.DeliverParked;
import id.balas.sender.queue.Task.Park;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The unfinished messages of one chat in memory, and the state of the chat. While the chat has
/// parked messages, later ones are parked too.
public final class ChatQueue {

  private static final String BEHIND_OTHERS = "waits behind other messages of its chat";

  /// A message from the topic, its place there, and the trace in which it was published.
  public record Entry(
      int partition, long offset, OutboundMessage message, @Nullable String traceparent) {

    public Entry(int partition, long offset, OutboundMessage message) {
      this(partition, offset, message, null);
    }
  }

  /// A place in a [LazyQueue]. Only the newest ticket of a chat is valid.
  record Ticket(ChatQueue queue, long stamp, Instant since) {
    boolean isValid() {
      return queue.stamp == stamp && !queue.revoked;
    }
  }

  private final int partition;
  private final ChatKey chat;
  private final Deque<Entry> messages = new ArrayDeque<>();
  private Instant due = Instant.MIN;
  private Instant readySince = Instant.MAX;
  private String waitsFor = "";
  private boolean parked;
  private boolean personIsParked;
  private boolean running;
  private boolean revoked;
  private long stamp;

  ChatQueue(int partition, ChatKey chat) {
    this.partition = partition;
    this.chat = chat;
  }

  public int partition() {
    return partition;
  }

  public ChatKey chat() {
    return chat;
  }

  /// Invalidates the earlier tickets.
  Ticket ticket(Instant since) {
    return new Ticket(this, ++stamp, since);
  }

  /// A ticket for the channel's queue. The chat keeps the time at which it first became ready.
  Ticket readyTicket(Instant now) {
    readySince = readySince.isBefore(now) ? readySince : now;
    return ticket(readySince);
  }

  /// Returns whether the chat now goes before those without a message of an agent or admin.
  boolean add(Entry entry) {
    boolean goesFirst = isOfPerson(entry) && !hasMessageOfPerson();
    messages.add(entry);
    return goesFirst;
  }

  /// Whether an agent or admin waits for the chat. Bot answers before that message are overtaken
  /// and soon dropped.
  boolean hasMessageOfPerson() {
    return personIsParked || messages.stream().anyMatch(ChatQueue::isOfPerson);
  }

  private static boolean isOfPerson(Entry entry) {
    return switch (entry.message().author().kind()) {
      case AGENT, ADMIN -> true;
      case BOT, AI, NOTICE -> false;
    };
  }

  /// Removes the message that has ended or is parked.
  void removeFirst(boolean isParked) {
    personIsParked |= isParked && isOfPerson(messages.element());
    messages.remove();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int size() {
    return messages.size();
  }

  /// Whether the messages must be parked before any other task of the chat.
  boolean mustPark(int mostOfAChat, boolean isFull, Instant now) {
    boolean crowded = messages.size() > mostOfAChat;
    return !messages.isEmpty() && (parked || crowded || (isFull && due.isAfter(now)));
  }

  /// Whether a new queue would have the same state, so that this one can be dropped.
  boolean isForgettable(Instant now) {
    return !running && !parked && messages.isEmpty() && !due.isAfter(now);
  }

  boolean isParked() {
    return parked;
  }

  void park() {
    parked = true;
  }

  void parkFor(String reason) {
    parked = true;
    waitsFor = reason;
  }

  void parkedUntil(Instant time) {
    parked = true;
    due = time;
  }

  /// Continues with the rows that another instance, or this one before a restart, has parked.
  void takeOver(ParkedChat rows) {
    parkedUntil(rows.due());
    personIsParked = rows.hasMessageOfPerson();
  }

  void noneParked() {
    parked = false;
    personIsParked = false;
    waitsFor = "";
  }

  Instant due() {
    return due;
  }

  void dueAt(Instant time) {
    due = time;
  }

  boolean isRunning() {
    return running;
  }

  Task start(Permit permit) {
    readySince = Instant.MAX;
    running = true;
    return parked ? new DeliverParked(this, permit) : new Deliver(this, messages.element(), permit);
  }

  Task startParking() {
    running = true;
    return new Park(this, List.copyOf(messages), waitsFor.isEmpty() ? BEHIND_OTHERS : waitsFor);
  }

  void taskEnded() {
    running = false;
  }

  void revoke() {
    revoked = true;
  }

  boolean isRevoked() {
    return revoked;
  }

  /// Messages in memory, except the one that is being delivered.
  int waiting() {
    return messages.size() - (running && !parked && !messages.isEmpty() ? 1 : 0);
  }

  ChatQueues.Why why(Instant now) {
    return running || parked
        ? ChatQueues.Why.TURN
        : due.isAfter(now) ? ChatQueues.Why.TIME : ChatQueues.Why.CHANNEL;
  }

  @Nullable Instant oldest() {
    return messages.isEmpty() ? null : messages.element().message().createdAt();
  }
}
