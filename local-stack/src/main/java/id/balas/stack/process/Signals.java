package id.balas.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Sends signals such as STOP and CONT to processes.
public final class Signals {

  private Signals() {}

  /// For this long the processes keep their connections and do not respond.
  public static void silence(Supplier<Stream<ProcessHandle>> processes, Duration time) {
    processes.get().forEach(process -> send("STOP", process));
    LockSupport.parkNanos(time.toNanos());
    processes.get().forEach(process -> send("CONT", process));
  }

  public static void send(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + process.pid())
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
