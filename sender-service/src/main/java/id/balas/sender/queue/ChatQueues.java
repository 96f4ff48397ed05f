package id.balas.sender.queue;

import id.balas.events.value.ChatKey;
import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.ChatQueue.Ticket;
import id.balas.sender.queue.SendPermits.Obstacle;
import id.balas.sender.queue.SendPermits.Permit;
import id.balas.sender.queue.Task.Deliver;
import id.balas.sender.queue.Task.DeliverParked;
import id.balas.sender.queue.Task.End;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.NoneParked;
import id.balas.sender.queue.Task.End.Parked;
import id.balas.sender.queue.Task.Park;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Work in order of its key: many chats at once, one task of a chat at a time, in the order of the
/// topic. Messages with a long wait are parked, so that they neither hold back the offsets nor fill
/// the memory. Decisions alone: no threads, no clock, no database. The caller runs the tasks of
/// [#start] and reports how they ended. Not thread-safe.
public final class ChatQueues {

  private static final int MOST_PARK_TASKS = 256;

  /// What a message in memory waits for: earlier messages of its chat, a time (a retry, the gap
  /// between two messages, the states of the chats), or its channel.
  public enum Why {
    TURN,
    TIME,
    CHANNEL
  }

  private final QueueSettings settings;
  private final SendPermits permits;
  private final Partitions partitions = new Partitions();
  private final Map<String, ChannelQueue> channels = new LinkedHashMap<>();
  private final LazyQueue<Ticket> parkTasks = new LazyQueue<>(new ArrayDeque<>(), Ticket::isValid);
  private final LazyQueue<Ticket> timers = inOrderOfTime();
  private int waiting;
  private int running;
  private int runningParkTasks;

  public ChatQueues(QueueSettings settings, SendPermits permits) {
    this.settings = settings;
    this.permits = permits;
  }

  static LazyQueue<Ticket> inOrderOfTime() {
    return new LazyQueue<>(
        new PriorityQueue<>(Comparator.comparing(Ticket::since).thenComparingLong(Ticket::stamp)),
        Ticket::isValid);
  }

  /// Takes over a partition. `parked` are the chats with rows in the database.
  public void assign(int partition, Map<ChatKey, ParkedChat> parked, Instant now) {
    revoke(partition);
    partitions.assign(partition);
    parked.forEach((chat, rows) -> {
      ChatQueue queue = partitions.queue(partition, chat);
      queue.takeOver(rows);
      schedule(queue, now);
    });
  }

  /// Another instance owns the partition: no task of it starts, and the end of a running one is
  /// ignored.
  public void revoke(int partition) {
    for (ChatQueue queue : partitions.revoke(partition)) {
      queue.revoke();
      waiting -= queue.size();
    }
  }

  public void add(Entry entry, Instant now) {
    partitions.offsets(entry.partition()).add(entry.offset());
    ChatQueue queue = partitions.queue(entry.partition(), entry.message().chat());
    boolean goesFirst = queue.add(entry);
    waiting++;
    if (!queue.isRunning() && (queue.size() == 1 || goesFirst || mustPark(queue, now))) {
      schedule(queue, now);
    }
  }

  /// A record without work, such as one that is unreadable.
  public void skip(int partition, long offset) {
    Offsets offsets = partitions.offsets(partition);
    offsets.add(offset);
    offsets.finish(offset);
  }

  /// The tasks that are due now. Each must be answered by [#done].
  public List<Task> start(Instant now) {
    for (Ticket next = timers.first();
        next != null && !next.since().isAfter(now);
        next = timers.first()) {
      schedule(timers.removeFirst().queue(), now);
    }
    List<Task> tasks = new ArrayList<>();
    channels.forEach((name, channel) -> startCalls(name, channel, tasks, now));
    while (runningParkTasks < MOST_PARK_TASKS && !parkTasks.isEmpty()) {
      tasks.add(parkTasks.removeFirst().queue().startParking());
      runningParkTasks++;
    }
    running += tasks.size();
    return tasks;
  }

  private void startCalls(String name, ChannelQueue channel, List<Task> tasks, Instant now) {
    channel.unblock();
    while (channel.hasReady()) {
      switch (permits.tryAcquire(name, now)) {
        case Permit permit -> tasks.add(channel.startNext(permit));
        case Obstacle(Instant until, String reason) -> {
          for (ChatQueue overdue : channel.block(until, settings.patience(), now)) {
            overdue.parkFor(reason);
            schedule(overdue, now);
          }
          return;
        }
      }
    }
  }

  public void done(Task task, End end, Instant now) {
    ChatQueue queue = task.queue();
    running--;
    switch (task) {
      case Park _ -> runningParkTasks--;
      case Deliver(_, _, Permit permit) -> permit.release(end.result());
      case DeliverParked(_, Permit permit) -> permit.release(end.result());
    }
    queue.taskEnded();
    if (queue.isRevoked()) {
      return;
    }
    switch (end) {
      // Parking failed and is retried then; `due` belongs to the messages that are parked.
      case Later later when task instanceof Park -> {
        timers.add(queue.ticket(later.due()));
        return;
      }
      case Finished(SendResult result) -> {
        finish(task, task instanceof Park);
        if (result != null) {
          queue.dueAt(now.plus(settings.chatGap()));
        }
      }
      case Later later -> queue.dueAt(later.due());
      case Parked parked -> {
        finish(task, true);
        queue.parkedUntil(parked.due());
      }
      case NoneParked _ -> queue.noneParked();
    }
    schedule(queue, now);
  }

  private void finish(Task task, boolean isParked) {
    List<Entry> ended =
        switch (task) {
          case Deliver deliver -> List.of(deliver.entry());
          case Park park -> park.entries();
          case DeliverParked _ -> List.of();
        };
    for (Entry entry : ended) {
      task.queue().removeFirst(isParked);
      partitions.offsets(entry.partition()).finish(entry.offset());
      waiting--;
    }
  }

  private void schedule(ChatQueue queue, Instant now) {
    if (mustPark(queue, now)) {
      queue.park();
      parkTasks.add(queue.ticket(now));
    } else if (queue.isForgettable(now)) {
      queue.revoke();
      partitions.forget(queue);
    } else if (queue.due().isAfter(now)) {
      timers.add(queue.ticket(queue.due()));
    } else {
      channels.computeIfAbsent(queue.chat().channel(), _ -> new ChannelQueue()).add(queue, now);
    }
  }

  private boolean mustPark(ChatQueue queue, Instant now) {
    return queue.mustPark(settings.mostOfAChat(), isFull(), now);
  }

  /// No more messages are accepted until tasks end.
  public boolean isFull() {
    return waiting >= settings.mostWaiting();
  }

  public int waiting() {
    return waiting;
  }

  public int running() {
    return running;
  }

  /// How many messages wait in memory, and for what.
  public Map<Why, Integer> waitingBy(Instant now) {
    return partitions.waitingBy(now);
  }

  /// The chats and the tickets in memory, beside the messages.
  public int chats() {
    return partitions.chats();
  }

  int tickets() {
    int ofChannels = channels.values().stream().mapToInt(ChannelQueue::size).sum();
    return ofChannels + parkTasks.size() + timers.size();
  }

  /// When [#start] must be called again if nothing else happens.
  public Instant nextDue(Instant now) {
    Ticket timer = timers.first();
    Instant next = timer == null ? Instant.MAX : timer.since();
    for (ChannelQueue channel : channels.values()) {
      Instant due = channel.nextDue(settings.patience(), now);
      next = due.isBefore(next) ? due : next;
    }
    return next;
  }

  /// The offset of each partition below which all messages have ended or are parked.
  public Map<Integer, Long> committable() {
    return partitions.committable();
  }

  /// When the oldest waiting message was written.
  public @Nullable Instant oldest() {
    return partitions.oldest();
  }
}
