package id.balas.stack;

/// A part of the stack that runs in a JVM of its own.
sealed interface Part permits Broker, Service {

  Child child();

  default String name() {
    return child().name();
  }

  void start();

  /// Returns when it can be used. Throws [StackFailure] when it has died, or takes too long.
  void awaitReady();
}
