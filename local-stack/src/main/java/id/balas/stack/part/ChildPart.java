package id.balas.stack.part;

import id.balas.stack.process.ChildProcess;
import java.nio.file.Path;

/// A part that is a JVM started by the launcher.
public sealed interface ChildPart extends Part permits Broker, Service {

  ChildProcess child();

  @Override
  default String name() {
    return child().name();
  }

  @Override
  default Path log() {
    return child().log();
  }

  @Override
  default ProcessHandle process() {
    return child().process().toHandle();
  }

  @Override
  default boolean isEnded() {
    return child().isEnded();
  }

  @Override
  default void stop() {
    child().stop();
  }
}
