package id.balas.stack.part;

import java.nio.file.Path;

/// A part of the stack that runs in its own process.
public sealed interface Part permits ChildPart, Database {

  String name();

  /// Its address, as shown on the console.
  String where();

  Path log();

  /// Returns when its process runs. Does nothing after a stop.
  void start();

  /// Returns when it is ready. Throws [StackException] when it has exited or the wait times out.
  void awaitReady();

  /// The process that was started last.
  ProcessHandle process();

  /// Lets it finish its current work, and kills it after a timeout. It is not restarted.
  void stop();

  /// Whether it was stopped on purpose, so that its exit is no crash.
  boolean isEnded();
}
