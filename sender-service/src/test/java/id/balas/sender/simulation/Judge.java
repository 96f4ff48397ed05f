package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.State;
import id.balas.sender.queue.ChatQueue;
import id.balas.sender.queue.ChatQueues;
import id.balas.sender.queue.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Checks a schedule and throws a [FlawException] for the first broken promise.
final class Judge {

  private static final int STATES_ARE_FRESH = 1_000;

  private final Schedule world;
  private final Set<ChatQueue> busy = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, State> announced = new HashMap<>();

  Judge(Schedule world) {
    this.world = world;
  }

  void starts(Task task) {
    if (!busy.add(task.queue())) {
      throw new FlawException("a chat runs two tasks at once: " + task);
    }
  }

  void ends(Task task) {
    busy.remove(task.queue());
  }

  void holds(ChatQueues queues) {
    int most = world.queues.mostWaiting() + world.pollMost;
    if (queues.waiting() > most) {
      throw new FlawException(queues.waiting() + " messages in memory, more than " + most);
    }
  }

  /// `instance` is about to call. Its fence check must have just allowed that.
  void calls(ModelInstance instance, OutboundMessage message) {
    if (!message.author().isAutomatic()) {
      return;
    }
    if (instance.epoch(message.chat()) > message.epoch()) {
      throw new FlawException(message.id() + " is called although a person took over");
    }
    if (instance.statesReadAt() < world.agenda.now() - STATES_ARE_FRESH) {
      throw new FlawException(
          message.id() + " is called while the states of the chats are unknown");
    }
  }

  void announced(Delivery ended) {
    State before = announced.put(ended.message().id(), ended.state());
    if (before != null && before != ended.state()) {
      throw new FlawException(
          ended.message().id() + " was announced as " + before + ", then as " + ended.state());
    }
  }

  void committed(int partition, long from, long to) {
    for (long offset = from; offset < to; offset++) {
      OutboundMessage message = world.topic.of(partition).get((int) offset);
      Delivery row = world.database.find(message.id());
      if (row == null || (row.parkedAt() == null && !announced.containsKey(message.id()))) {
        throw new FlawException(
            "offset " + partition + "@" + offset + " is committed, but unfinished: " + row);
      }
    }
  }

  /// No event is left: all deliveries have ended and are announced.
  void quiet() {
    for (OutboundMessage message : world.written) {
      Delivery row = world.database.find(message.id());
      if (row == null || !row.state().isFinal()) {
        throw new FlawException(message.id() + " was forgotten: " + row);
      }
      if (announced.get(message.id()) != row.state()) {
        throw new FlawException(
            message.id() + " is " + row.state() + ", but its status is not published");
      }
    }
    for (int partition = 0; partition < world.topic.count(); partition++) {
      if (world.topic.committed(partition) != world.topic.of(partition).size()) {
        throw new FlawException(
            "committed only up to " + partition + "@" + world.topic.committed(partition));
      }
    }
    for (ModelInstance instance : world.instances) {
      ChatQueues queues = instance.queues;
      if (queues.waiting() + queues.running() + queues.chats() + instance.permits.inFlight() != 0) {
        throw new FlawException(instance.name + " still has work");
      }
    }
  }

  /// After a final rebalance: nothing is parked, and the customers have the messages that they
  /// should have.
  void end() {
    quiet();
    Map<ChatKey, List<String>> expected = new HashMap<>();
    Set<ChatKey> chats = new HashSet<>();
    for (OutboundMessage message : world.written) {
      Delivery row = Objects.requireNonNull(world.database.find(message.id()));
      chats.add(message.chat());
      if (row.parkedAt() != null) {
        throw new FlawException(message.id() + " is still parked");
      }
      if (row.state() == State.ACCEPTED) {
        expected.computeIfAbsent(message.chat(), _ -> new ArrayList<>()).add(message.id());
      }
    }
    for (ChatKey chat : chats) {
      List<String> sent =
          world.provider.of(chat).stream().map(stored -> stored.message().id()).toList();
      if (!sent.equals(expected.getOrDefault(chat, List.of()))) {
        throw new FlawException(chat + " got " + sent + ", not " + expected.get(chat));
      }
    }
  }
}
