package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import id.balas.sender.delivery.Gate.Obstacle;
import id.balas.sender.delivery.Turn.Deliver;
import id.balas.sender.delivery.Turn.Outcome;
import id.balas.sender.delivery.Turn.Outcome.Finished;
import id.balas.sender.delivery.Turn.Outcome.Later;
import id.balas.sender.delivery.Turn.Outcome.NoneParked;
import id.balas.sender.delivery.Turn.Outcome.Parked;
import id.balas.sender.delivery.Turn.Park;
import id.balas.sender.delivery.Turn.WorkParked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Key-ordered work: many chats at once, one turn of a chat at a time, in the order of the log.
/// What must wait for long is parked, so that it neither holds back the offsets nor fills the
/// memory. Bookkeeping alone: no threads, no clock, no database; the caller runs the turns that
/// [#start] gives and tells what came of them. Not thread-safe.
final class ChatLanes {

  // Of so many turns one goes to a chat with parked messages, the others to chats whose messages
  // just came.
  private static final int ONE_PARKED_IN = 4;
  private static final String BEHIND_OTHERS = "waits behind other messages of its chat";
  private static final int MOST_ERRANDS = 256;

  /// What a message in memory waits for: those of its chat before it, a time that was set (a retry,
  /// the gap between two messages of a chat, people's states), or its channel.
  enum Why {
    TURN,
    TIME,
    CHANNEL
  }

  private record Place(Lane lane, long stamp, Instant since) {
    boolean holds() {
      return lane.stamp == stamp && !lane.revoked;
    }
  }

  private static final class Channel {
    final Places<Place> fresh = new Places<>(new ArrayDeque<>(), Place::holds);
    // A chat keeps its place while more of its messages are parked.
    final Places<Place> parked = inOrderOfTime();
    int turns;
    Instant blockedUntil = Instant.MIN;
  }

  private final LaneSettings settings;
  private final Gate gate;
  private final Map<Integer, Offsets> offsets = new HashMap<>();
  private final Map<Integer, Map<ChatKey, Lane>> lanes = new HashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Places<Place> errands = new Places<>(new ArrayDeque<>(), Place::holds);
  private final Places<Place> alarms = inOrderOfTime();
  private int waiting;
  private int running;
  private int runningErrands;

  ChatLanes(LaneSettings settings, Gate gate) {
    this.settings = settings;
    this.gate = gate;
  }

  /// From now on the partition is ours; `parked` are the chats whose rows wait in the database, and
  /// when the first of each is due.
  void assign(int partition, Map<ChatKey, Instant> parked, Instant now) {
    revoke(partition);
    offsets.put(partition, new Offsets());
    lanes.put(partition, new HashMap<>());
    parked.forEach((chat, due) -> {
      Lane lane = lane(partition, chat);
      lane.parked = true;
      lane.due = due;
      schedule(lane, now);
    });
  }

  /// The partition is another's: nothing of it starts any more, and what still runs no longer
  /// counts here.
  void revoke(int partition) {
    offsets.remove(partition);
    for (Lane lane : lanes.getOrDefault(partition, Map.of()).values()) {
      lane.revoked = true;
      waiting -= lane.queue.size();
    }
    lanes.remove(partition);
  }

  void add(Entry entry, Instant now) {
    offsets(entry.partition()).add(entry.offset());
    Lane lane = lane(entry.partition(), entry.message().chat());
    lane.queue.add(entry);
    waiting++;
    if (!lane.running && (lane.queue.size() == 1 || mustPark(lane, now))) {
      schedule(lane, now);
    }
  }

  /// A record that needs no work, such as one that cannot be read.
  void skip(int partition, long offset) {
    offsets(partition).add(offset);
    offsets(partition).finish(offset);
  }

  /// The turns that are due now; each must be answered by [#done].
  List<Turn> start(Instant now) {
    for (Place next = alarms.first();
        next != null && !next.since().isAfter(now);
        next = alarms.first()) {
      schedule(alarms.removeFirst().lane(), now);
    }
    List<Turn> turns = new ArrayList<>();
    channels.forEach((name, channel) -> startCalls(name, channel, turns, now));
    while (runningErrands < MOST_ERRANDS && !errands.isEmpty()) {
      Lane lane = errands.removeFirst().lane();
      runningErrands++;
      turns.add(
          begun(
              lane,
              new Park(
                  lane,
                  List.copyOf(lane.queue),
                  lane.waitsFor.isEmpty() ? BEHIND_OTHERS : lane.waitsFor)));
    }
    return turns;
  }

  private void startCalls(String name, Channel channel, List<Turn> turns, Instant now) {
    channel.blockedUntil = Instant.MIN;
    while (true) {
      Places<Place> ready = next(channel);
      if (ready == null) {
        return;
      }
      Obstacle obstacle = gate.ask(name, now);
      if (obstacle != null) {
        boolean forLong = obstacle.until().isAfter(now.plus(settings.patience()));
        parkTheWeary(
            channel, forLong ? now : now.minus(settings.patience()), obstacle.reason(), now);
        channel.blockedUntil = obstacle.until();
        return;
      }
      Lane lane = ready.removeFirst().lane();
      lane.readySince = Instant.MAX;
      lane.letInAt = now;
      channel.turns++;
      turns.add(
          begun(
              lane, lane.parked ? new WorkParked(lane) : new Deliver(lane, lane.queue.element())));
    }
  }

  private static @Nullable Places<Place> next(Channel channel) {
    boolean parkedIsNext = channel.fresh.isEmpty() || channel.turns % ONE_PARKED_IN == 0;
    Places<Place> ready =
        parkedIsNext && !channel.parked.isEmpty() ? channel.parked : channel.fresh;
    return ready.isEmpty() ? null : ready;
  }

  // They became ready in this order, so those that waited longest come first.
  private void parkTheWeary(Channel channel, Instant readyBefore, String reason, Instant now) {
    Places<Place> fresh = channel.fresh;
    for (Place first = fresh.first();
        first != null && !first.since().isAfter(readyBefore);
        first = fresh.first()) {
      Lane lane = fresh.removeFirst().lane();
      lane.parked = true;
      lane.waitsFor = reason;
      schedule(lane, now);
    }
  }

  private Turn begun(Lane lane, Turn turn) {
    lane.running = true;
    running++;
    return turn;
  }

  void done(Turn turn, Outcome outcome, Instant now) {
    Lane lane = turn.lane();
    running--;
    switch (turn) {
      case Park _ -> runningErrands--;
      case Deliver _, WorkParked _ ->
          gate.ended(lane.chat.channel(), lane.letInAt, outcome.called());
    }
    lane.running = false;
    if (lane.revoked) {
      return;
    }
    switch (outcome) {
      // The messages that could not be parked are no reason to hurry; `due` is of those that are.
      case Later later when turn instanceof Park -> {
        alarms.add(new Place(lane, ++lane.stamp, later.due()));
        return;
      }
      case Finished(boolean called) -> {
        finish(turn);
        if (called) {
          lane.due = now.plus(settings.chatGap());
        }
      }
      case Later later -> lane.due = later.due();
      case Parked parked -> {
        finish(turn);
        lane.parked = true;
        lane.due = parked.due();
      }
      case NoneParked _ -> {
        lane.parked = false;
        lane.waitsFor = "";
      }
    }
    schedule(lane, now);
  }

  private void finish(Turn turn) {
    List<Entry> ended =
        switch (turn) {
          case Deliver deliver -> List.of(deliver.entry());
          case Park park -> park.entries();
          case WorkParked _ -> List.of();
        };
    for (Entry entry : ended) {
      turn.lane().queue.remove();
      offsets(entry.partition()).finish(entry.offset());
      waiting--;
    }
  }

  private void schedule(Lane lane, Instant now) {
    lane.stamp++;
    if (mustPark(lane, now)) {
      lane.parked = true;
      errands.add(new Place(lane, lane.stamp, now));
    } else if (lane.isIdle() && !lane.due.isAfter(now)) {
      lanes.getOrDefault(lane.partition, Map.of()).remove(lane.chat);
    } else if (lane.due.isAfter(now)) {
      alarms.add(new Place(lane, lane.stamp, lane.due));
    } else {
      lane.readySince = lane.readySince.isBefore(now) ? lane.readySince : now;
      Channel channel = channel(lane);
      (lane.parked ? channel.parked : channel.fresh)
          .add(new Place(lane, lane.stamp, lane.readySince));
    }
  }

  private boolean mustPark(Lane lane, Instant now) {
    if (lane.queue.isEmpty()) {
      return false;
    }
    boolean crowded = lane.queue.size() > settings.mostOfAChat();
    return lane.parked || crowded || (isFull() && lane.due.isAfter(now));
  }

  /// No more may come in until turns have ended.
  boolean isFull() {
    return waiting >= settings.mostWaiting();
  }

  int waiting() {
    return waiting;
  }

  /// How many messages wait in memory, and for what.
  Map<Why, Integer> waitingBy(Instant now) {
    Map<Why, Integer> counts = new EnumMap<>(Why.class);
    for (Map<ChatKey, Lane> ofPartition : lanes.values()) {
      for (Lane lane : ofPartition.values()) {
        int inFlight = lane.running && !lane.parked && !lane.queue.isEmpty() ? 1 : 0;
        Why why =
            lane.running || lane.parked ? Why.TURN : lane.due.isAfter(now) ? Why.TIME : Why.CHANNEL;
        counts.merge(why, lane.queue.size() - inFlight, Integer::sum);
      }
    }
    return counts;
  }

  int running() {
    return running;
  }

  /// Chats of which something is known, and places that they take in queues: what is kept beside
  /// the messages.
  int chats() {
    return lanes.values().stream().mapToInt(Map::size).sum();
  }

  int places() {
    int ofChannels =
        channels.values().stream()
            .mapToInt(channel -> channel.fresh.size() + channel.parked.size())
            .sum();
    return ofChannels + errands.size() + alarms.size();
  }

  /// Whether a turn of the partition still runs.
  boolean isBusy(int partition) {
    return lanes.getOrDefault(partition, Map.of()).values().stream().anyMatch(lane -> lane.running);
  }

  /// When [#start] should be called again if nothing else happens.
  Instant nextDue(Instant now) {
    Place alarm = alarms.first();
    Instant next = alarm == null ? Instant.MAX : alarm.since();
    for (Channel channel : channels.values()) {
      if (channel.blockedUntil.isAfter(now) && channel.blockedUntil.isBefore(next)) {
        next = channel.blockedUntil;
      }
      Instant weary = weary(channel);
      if (weary.isBefore(next)) {
        next = weary;
      }
    }
    return next;
  }

  private Instant weary(Channel channel) {
    Place first = channel.fresh.first();
    return first == null ? Instant.MAX : first.since().plus(settings.patience());
  }

  /// The offset of each partition up to which all has ended or is parked.
  Map<Integer, Long> committable() {
    Map<Integer, Long> positions = new HashMap<>();
    offsets.forEach((partition, of) -> {
      if (of.committable() >= 0) {
        positions.put(partition, of.committable());
      }
    });
    return positions;
  }

  /// When the message that waits longest was written, if any waits.
  @Nullable Instant oldest() {
    return lanes.values().stream()
        .flatMap(ofPartition -> ofPartition.values().stream())
        .filter(lane -> !lane.queue.isEmpty())
        .map(lane -> lane.queue.element().message().createdAt())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private Lane lane(int partition, ChatKey chat) {
    return lanes
        .computeIfAbsent(partition, _ -> new HashMap<>())
        .computeIfAbsent(chat, _ -> new Lane(partition, chat));
  }

  private Offsets offsets(int partition) {
    return offsets.computeIfAbsent(partition, _ -> new Offsets());
  }

  private static Places<Place> inOrderOfTime() {
    return new Places<>(
        new PriorityQueue<>(Comparator.comparing(Place::since).thenComparingLong(Place::stamp)),
        Place::holds);
  }

  private Channel channel(Lane lane) {
    return channels.computeIfAbsent(lane.chat.channel(), _ -> new Channel());
  }

  /// `mostWaiting` messages in memory in all, `mostOfAChat` of one chat; what has waited for
  /// `patience` is parked; `chatGap` lies between two messages of a chat.
  record LaneSettings(int mostWaiting, int mostOfAChat, Duration patience, Duration chatGap) {}
}
