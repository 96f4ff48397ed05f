package id.balas.system.faults;

import java.time.Duration;
import java.util.Random;

/// The load and the faults of one run. `share` is the share of calls that each kind of provider
/// fault affects; `loggedOut` is how long the channel is unlinked. With a `silence`, the clock of
/// the second sender is ahead, too. Turning off `reconcile` or `fence` proves that the run can
/// fail.
record Plan(
    int messages,
    int chats,
    int perSecond,
    double share,
    int kills,
    int rebalances,
    Duration freeze,
    Duration silence,
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
        Duration.ofSeconds(45),
        Duration.ofMinutes(5),
        seed,
        true,
        true);
  }

  /// The short plan for every build.
  static Plan brief(long seed) {
    return new Plan(
        240,
        80,
        30,
        0.06,
        1,
        1,
        Duration.ofSeconds(5),
        Duration.ZERO,
        Duration.ofSeconds(5),
        seed,
        true,
        true);
  }

  Plan withoutReconciliation() {
    return with(false, fence);
  }

  Plan withoutFence() {
    return with(reconcile, false);
  }

  private Plan with(boolean reconciling, boolean fenced) {
    return new Plan(
        messages,
        chats,
        perSecond,
        share,
        kills,
        rebalances,
        freeze,
        silence,
        loggedOut,
        seed,
        reconciling,
        fenced);
  }

  Random random() {
    return new Random(seed);
  }
}
