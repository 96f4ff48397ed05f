package id.balas.sender.delivery;

import id.balas.events.ChatKey;
import id.balas.events.OutboundMessage;
import id.balas.sender.delivery.Delivery.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Watches a schedule and says which promise was broken.
final class Judge {

  private final Schedule world;
  private final Set<Lane> busy = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, State> announced = new HashMap<>();

  Judge(Schedule world) {
    this.world = world;
  }

  void starts(Turn turn) {
    if (!busy.add(turn.lane())) {
      throw new Flaw("a chat has two turns at once: " + turn);
    }
  }

  void ends(Turn turn) {
    busy.remove(turn.lane());
  }

  void holds(ChatLanes lanes) {
    int most = world.lanes.mostWaiting() + world.pollMost;
    if (lanes.waiting() > most) {
      throw new Flaw(lanes.waiting() + " messages in memory, more than " + most);
    }
  }

  void announced(Delivery ended) {
    State before = announced.put(ended.message().id(), ended.state());
    if (before != null && before != ended.state()) {
      throw new Flaw(
          ended.message().id() + " was announced as " + before + ", then as " + ended.state());
    }
  }

  void committed(int partition, long from, long to) {
    for (long offset = from; offset < to; offset++) {
      OutboundMessage message = world.log.of(partition).get((int) offset);
      Delivery row = world.database.find(message.id());
      if (row == null || (row.parkedAt() == null && !announced.containsKey(message.id()))) {
        throw new Flaw(
            "offset " + partition + "@" + offset + " is committed, but unfinished: " + row);
      }
    }
  }

  /// When nothing moves any more: all has ended and was told.
  void quiet() {
    for (OutboundMessage message : world.written) {
      Delivery row = world.database.find(message.id());
      if (row == null || !row.state().isFinal()) {
        throw new Flaw(message.id() + " was forgotten: " + row);
      }
      if (announced.get(message.id()) != row.state()) {
        throw new Flaw(message.id() + " is " + row.state() + ", which nobody was told");
      }
    }
    for (int partition = 0; partition < world.log.count(); partition++) {
      if (world.log.committed(partition) != world.log.of(partition).size()) {
        throw new Flaw("committed only up to " + partition + "@" + world.log.committed(partition));
      }
    }
    for (ModelInstance instance : world.instances) {
      ChatLanes lanes = instance.lanes;
      if (lanes.waiting() + lanes.running() + lanes.chats() + instance.gate.inFlight() != 0) {
        throw new Flaw(instance.name + " is not at rest");
      }
    }
  }

  /// After the partitions were given out once more: nothing is parked, and the customers have what
  /// they should.
  void end() {
    quiet();
    Map<ChatKey, List<String>> expected = new HashMap<>();
    Set<ChatKey> chats = new HashSet<>();
    for (OutboundMessage message : world.written) {
      Delivery row = Objects.requireNonNull(world.database.find(message.id()));
      chats.add(message.chat());
      if (row.parkedAt() != null) {
        throw new Flaw(message.id() + " is still parked");
      }
      if (row.state() == State.ACCEPTED) {
        expected.computeIfAbsent(message.chat(), _ -> new ArrayList<>()).add(message.id());
      }
    }
    for (ChatKey chat : chats) {
      List<String> sent =
          world.provider.of(chat).stream().map(stored -> stored.message().id()).toList();
      if (!sent.equals(expected.getOrDefault(chat, List.of()))) {
        throw new Flaw(chat + " got " + sent + ", not " + expected.get(chat));
      }
    }
  }
}
