package id.balas.sender.simulation;

import java.util.random.RandomGenerator;

/// How often what goes wrong, from 0 to 1; of a calm schedule most are 0.
///
/// - `rejected` … `lost`: the provider's answers; `lost` are those after which nobody knows;
/// - `database`: a statement that fails, half of them after it was durable; `outage`: that it fails
///   for seconds;
/// - `kafka`: a status or a commit that fails;
/// - `frozen`, `crashed`: that an instance stands still or dies before any one of its steps;
/// - `slow`: a step that takes up to seconds;
/// - `unasked`: that the provider does not say whether it has a message; `fenceless`: that the
///   epochs are not known.
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
