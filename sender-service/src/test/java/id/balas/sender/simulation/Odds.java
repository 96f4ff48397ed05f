package id.balas.sender.simulation;

import java.util.random.RandomGenerator;

/// The probabilities of failures, from 0 to 1. In a calm schedule most are 0.
///
/// - `rejected` … `lost`: the provider's responses; after `lost` the result is unknown;
/// - `database`: a statement fails, half of the time after its commit; `outage`: all statements
///   fail for seconds;
/// - `kafka`: a status or a commit fails;
/// - `frozen`, `crashed`: an instance freezes or dies before a step;
/// - `slow`: a step takes up to seconds;
/// - `unasked`: the provider's list is unavailable; `fenceless`: the epochs are unknown.
record Odds(
    double rejected,
    double notSent,
    double throttled,
    double lost,
    double database,
    double outage,
    double kafka,
    double frozen,
    double crashed,
    double slow,
    double unasked,
    double fenceless) {

  static final Odds FAIR = new Odds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Odds any(RandomGenerator random) {
    return new Odds(
        some(random, 0.1),
        some(random, 0.3),
        some(random, 0.3),
        some(random, 0.4),
        some(random, 0.1),
        some(random, 0.01),
        some(random, 0.1),
        some(random, 0.01),
        some(random, 0.01),
        some(random, 0.2),
        some(random, 0.5),
        some(random, 0.1));
  }

  private static double some(RandomGenerator random, double most) {
    return random.nextBoolean() ? 0 : random.nextDouble(most);
  }
}
