package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.PartitionShare;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A Kafka consumer with the shipped [PartitionShare], as the service uses it.
final class ModelConsumer {

  private static final int COMMIT_EVERY = 250;
  private static final int BEFORE_GIVING_AWAY = 3_000;
  private static final int RETRY_AFTER = 1_000;

  final ModelInstance me;
  private final Schedule world;
  private final Map<Integer, Integer> positions = new TreeMap<>();
  private final PartitionShare share = new PartitionShare();
  private int generation = -1;
  private int givesBack = -1;
  private int wanted;
  private boolean polls;
  private boolean commits;

  ModelConsumer(ModelInstance me) {
    this.me = me;
    this.world = me.world;
  }

  void assigned(int newGeneration, List<Integer> partitions) {
    if (newGeneration != world.group.generation() || newGeneration < wanted) {
      return;
    }
    generation = newGeneration;
    share.assign(partitions);
    for (int partition : partitions) {
      positions.put(partition, (int) world.topic.committed(partition));
      load(partition, newGeneration);
    }
    me.open();
  }

  private void load(int partition, int of) {
    me.query(
        () -> world.database.parkedChats(partition),
        chats -> {
          if (of == generation && share.owns(partition)) {
            me.queues.assign(partition, chats, me.now());
            share.loaded(p -> p == partition);
            me.startTasks();
            pollSoon();
          }
        },
        _ -> me.step(RETRY_AFTER, () -> load(partition, of)));
  }

  void pollSoon() {
    if (!polls && !me.isDead()) {
      polls = true;
      me.step(world.millis(1, 50), this::poll);
    }
  }

  private void poll() {
    polls = false;
    boolean isFull = me.queues.isFull();
    int left = world.pollMost;
    for (Map.Entry<Integer, Integer> position : positions.entrySet()) {
      List<OutboundMessage> records = world.topic.of(position.getKey());
      boolean isPaused = share.mustPause(position.getKey(), isFull, me.now());
      while (!isPaused && position.getValue() < records.size() && left > 0) {
        OutboundMessage message = records.get(position.getValue());
        me.seen(message.chat(), message.epoch());
        me.queues.add(new Entry(position.getKey(), position.getValue(), message), me.now());
        position.setValue(position.getValue() + 1);
        left--;
      }
    }
    world.judge.holds(me.queues);
    me.startTasks();
    if (left == 0) {
      pollSoon();
    }
  }

  void taskEnded() {
    if (givesBack >= 0 && me.queues.running() == 0) {
      finishGivingBack(givesBack);
    }
    pollSoon();
    commitSoon();
  }

  private void commitSoon() {
    if (!commits) {
      commits = true;
      me.step(COMMIT_EVERY, this::commitNow);
    }
  }

  private void commitNow() {
    commits = false;
    if (!commit()) {
      commitSoon();
    }
  }

  private boolean commit() {
    Map<Integer, Long> finished = share.toCommit(me.queues.committable());
    if (finished.isEmpty()) {
      return true;
    }
    if (world.happens(world.odds.kafka()) || !world.group.accepts(this, generation)) {
      return false;
    }
    finished.forEach(world::commit);
    share.committed(finished);
    return true;
  }

  void giveBack(int next) {
    if (next <= world.group.generation()) {
      return;
    }
    me.close();
    givesBack = next;
    wanted = next;
    if (me.queues.running() == 0) {
      finishGivingBack(next);
    } else {
      me.step(BEFORE_GIVING_AWAY, () -> finishGivingBack(next));
    }
  }

  private void finishGivingBack(int next) {
    if (givesBack == next) {
      var _ = commit();
      forget();
      world.group.gaveBack(this, next);
    }
  }

  /// The broker has removed it as dead, which it learns only now.
  void lost() {
    forget();
    world.group.join(this);
  }

  private void forget() {
    givesBack = -1;
    positions.keySet().forEach(me.queues::revoke);
    positions.clear();
    share.revoke(share.owned());
    generation = -1;
  }
}
