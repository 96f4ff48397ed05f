package id.balas.system.faults;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.system.load.FakeControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// The process faults, in random order: kill, stop for a rebalance, freeze, kill and silence Kafka
/// and PostgreSQL, unlink the channel.
final class ProcessFaults {

  private final Plan plan;
  private final TestCluster workbench;
  private final List<Instance> senders;
  private final FakeControl fake;
  private final Random random;

  ProcessFaults(Plan plan, TestCluster workbench, List<Instance> senders, FakeControl fake) {
    this.plan = plan;
    this.workbench = workbench;
    this.senders = senders;
    this.fake = fake;
    this.random = plan.random();
  }

  /// Returns when all faults are done and everything runs again.
  void happen() {
    List<Runnable> all = new ArrayList<>();
    all.addAll(Collections.nCopies(plan.kills(), this::kill));
    // Leaving and joining each cause a rebalance.
    all.addAll(Collections.nCopies((plan.rebalances() + 1) / 2, this::restart));
    all.add(this::freeze);
    all.add(() -> timed("Kafka killed", workbench::killAndRestartBroker));
    all.add(() -> timed("PostgreSQL killed", workbench::killAndRestartDatabase));
    all.add(this::logOut);
    if (plan.silence().isPositive()) {
      all.add(() -> timed("Kafka silent", () -> workbench.silenceBroker(plan.silence())));
      all.add(() -> timed("PostgreSQL silent", () -> workbench.silenceDatabase(plan.silence())));
    }
    Collections.shuffle(all, random);
    all.forEach(trouble -> {
      pause(Duration.ofMillis(500 + random.nextInt(2_500)));
      trouble.run();
    });
  }

  private void kill() {
    Instance sender = any();
    timed(
        "sender killed",
        () -> {
          sender.kill();
          sender.start();
          sender.awaitReady();
        });
  }

  private void restart() {
    Instance sender = any();
    timed(
        "sender restarted",
        () -> {
          sender.stop();
          sender.start();
          sender.awaitReady();
        });
  }

  private void freeze() {
    Instance sender = any();
    timed(
        "sender frozen",
        () -> {
          sender.signal("STOP");
          pause(plan.freeze());
          sender.signal("CONT");
        });
  }

  private void logOut() {
    timed(
        "channel not linked",
        () -> {
          fake.health("QR");
          pause(plan.loggedOut());
          fake.health("AUTH");
        });
  }

  private Instance any() {
    return senders.get(random.nextInt(senders.size()));
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static void timed(String what, Runnable trouble) {
    long begun = System.nanoTime();
    trouble.run();
    IO.println("  %-20s %5.1f s".formatted(what, (System.nanoTime() - begun) / 1e9));
  }
}
