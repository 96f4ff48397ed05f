package id.balas.stack;

import id.balas.stack.part.Part;
import id.balas.stack.process.Parallel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Restarts exited parts, as production does. Retries after a pause as long as the restart fails,
/// because a dependency such as Kafka may be restarting.
final class Watch {

  private final Starter starter;
  private final Consumer<String> console;
  private final Function<Path, String> shown;
  private final Duration pause;

  Watch(Consumer<String> console, Function<Path, String> shown, Duration pause) {
    this.starter = new Starter(console);
    this.console = console;
    this.shown = shown;
    this.pause = pause;
  }

  /// Returns when all parts were stopped on purpose.
  void over(List<? extends Part> parts) {
    Parallel.run(parts.stream().map(part -> () -> over(part)));
  }

  private void over(Part part) {
    part.process().onExit().join();
    while (!part.isEnded()) {
      console.accept(
          "  %-15s exited, restarting; its log is %s"
              .formatted(part.name(), shown.apply(part.log())));
      startAgain(part);
      part.process().onExit().join();
    }
  }

  private void startAgain(Part part) {
    while (!part.isEnded()) {
      try {
        starter.start(part);
        return;
      } catch (RuntimeException e) {
        if (part.isEnded()) {
          return;
        }
        console.accept(
            "  %-15s retrying in %d s: %s"
                .formatted(part.name(), pause.toSeconds(), e.getMessage()));
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
