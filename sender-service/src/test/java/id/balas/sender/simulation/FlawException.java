package id.balas.sender.simulation;

/// A broken promise of the sender.
final class Flaw extends RuntimeException {
  Flaw(String what) {
    super(what);
  }
}
