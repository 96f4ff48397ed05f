package id.balas.sender.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The consumer group at the broker. In a rebalance all members hand back their partitions, then
/// new ones are assigned. A silent member is removed and learns of it later.
final class ModelGroup {

  private static final int SESSION = 10_000;
  private static final int LEARNS_WITHIN = 2_000;

  private final Schedule world;
  private final Set<ModelConsumer> members = new LinkedHashSet<>();
  private final Set<ModelConsumer> awaited = new HashSet<>();
  private int generation;
  private boolean rebalances;
  private boolean again;

  ModelGroup(Schedule world) {
    this.world = world;
  }

  int generation() {
    return generation;
  }

  boolean accepts(ModelConsumer consumer, int ofGeneration) {
    return members.contains(consumer) && ofGeneration == generation;
  }

  void join(ModelConsumer consumer) {
    members.add(consumer);
    rebalance();
  }

  void rebalance() {
    if (rebalances) {
      again = true;
      return;
    }
    rebalances = true;
    awaited.addAll(members);
    int next = generation + 1;
    members.forEach(member -> member.me.step(world.millis(0, 50), () -> member.giveBack(next)));
    world.agenda.in(
        SESSION,
        () -> {
          if (rebalances && generation + 1 == next) {
            List.copyOf(awaited).forEach(this::putOut);
          }
        });
    completeIfAllGaveBack();
  }

  void gaveBack(ModelConsumer consumer, int next) {
    if (next == generation + 1 && awaited.remove(consumer)) {
      completeIfAllGaveBack();
    }
  }

  private void completeIfAllGaveBack() {
    if (!rebalances || !awaited.isEmpty()) {
      return;
    }
    rebalances = false;
    generation++;
    List<ModelConsumer> all = new ArrayList<>(members);
    List<List<Integer>> shares = new ArrayList<>();
    all.forEach(_ -> shares.add(new ArrayList<>()));
    for (int partition = 0; partition < world.topic.count() && !all.isEmpty(); partition++) {
      shares.get((int) world.millis(0, all.size() - 1)).add(partition);
    }
    int given = generation;
    for (int i = 0; i < all.size(); i++) {
      ModelConsumer member = all.get(i);
      List<Integer> share = shares.get(i);
      member.me.step(world.millis(0, 50), () -> member.assigned(given, share));
    }
    if (again) {
      again = false;
      rebalance();
    }
  }

  /// Removes the member if it is still silent after the session timeout.
  void watch(ModelConsumer consumer) {
    world.agenda.in(
        SESSION,
        () -> {
          if (consumer.me.isDead() || consumer.me.isFrozen()) {
            putOut(consumer);
            rebalance();
          }
        });
  }

  private void putOut(ModelConsumer consumer) {
    if (members.remove(consumer)) {
      awaited.remove(consumer);
      consumer.me.step(0, () -> consumer.me.step(world.millis(0, LEARNS_WITHIN), consumer::lost));
      completeIfAllGaveBack();
    }
  }
}
