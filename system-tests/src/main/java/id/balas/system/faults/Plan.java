package id.balas.system.faults;

import java.time.Duration;
import java.util.Random;

/// How much is sent and what goes wrong meanwhile. `share` is the part of the calls that meets each
/// kind of the fake's troubles; `loggedOut` is how long the channel is not linked; `reconcile` and
/// `fence` show, when they are off, that the run can fail.
record Plan(
    int messages,
    int chats,
    int perSecond,
    double share,
    int kills,
    int rebalances,
    Duration freeze,
    Duration loggedOut,
    long seed,
    boolean reconcile,
    boolean fence) {

  static Plan full(long seed) {
    return new Plan(
        20_000,
        500,
        100,
        0.05,
        20,
        10,
        Duration.ofSeconds(20),
        Duration.ofMinutes(5),
        seed,
        true,
        true);
  }

  /// The short plan for every build.
  static Plan brief(long seed) {
    return new Plan(
        450, 150, 30, 0.04, 2, 1, Duration.ofSeconds(5), Duration.ofSeconds(5), seed, true, true);
  }

  Plan withoutReconciliation() {
    return new Plan(
        messages,
        chats,
        perSecond,
        share,
        kills,
        rebalances,
        freeze,
        loggedOut,
        seed,
        false,
        fence);
  }

  Plan withoutFence() {
    return new Plan(
        messages,
        chats,
        perSecond,
        share,
        kills,
        rebalances,
        freeze,
        loggedOut,
        seed,
        reconcile,
        false);
  }

  Random random() {
    return new Random(seed);
  }
}
