package id.balas.sender.simulation;

/// A broken promise of the sender.
final class FlawException extends RuntimeException {
  FlawException(String what) {
    super(what);
  }
}
