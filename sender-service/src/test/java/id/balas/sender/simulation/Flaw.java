package id.balas.sender.simulation;

/// A promise that was broken in a schedule.
final class Flaw extends RuntimeException {
  Flaw(String what) {
    super(what);
  }
}
