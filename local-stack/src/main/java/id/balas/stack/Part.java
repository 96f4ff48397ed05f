package id.balas.stack;

import java.nio.file.Path;

/// A part of the stack that runs in a process of its own.
public sealed interface Part permits Broker, Database, Service {

  String name();

  /// Where it answers, as a person at the console needs it.
  String where();

  Path log();

  /// Returns when its process runs. Does nothing once it was stopped.
  void start();

  /// Returns when it can be used. Throws [StackFailure] when it has died, or takes too long.
  void awaitReady();

  /// The one that was started last.
  ProcessHandle process();

  /// Lets it finish what it has begun, and ends it when that takes too long. It is not started
  /// again.
  void stop();

  /// Whether it was stopped, so that its end is no accident.
  boolean isEnded();
}
