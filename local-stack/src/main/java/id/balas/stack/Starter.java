package id.balas.stack;

import id.balas.stack.part.Part;
import java.util.function.Consumer;

/// Starts a part and prints how long it took.
record Starter(Consumer<String> console) {

  /// Returns when the part is ready. Throws [StackException] when it cannot start.
  void start(Part part) {
    long begun = System.nanoTime();
    console.accept("  %-15s starting".formatted(part.name()));
    part.start();
    part.awaitReady();
    console.accept("  %-15s ready after %.1f s".formatted(part.name(), secondsSince(begun)));
  }

  static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
