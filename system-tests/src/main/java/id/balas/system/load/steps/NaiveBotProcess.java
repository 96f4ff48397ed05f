package id.balas.system.load.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A [NaiveBot] in a JVM of its own, so that its CPU time is not part of the generator's.
record NaiveBotProcess(Process process) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static NaiveBotProcess start(int port, String whapi, String token) {
    try {
      var bot =
          new NaiveBotProcess(
              new ProcessBuilder(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      // Connections that wait for a message stay open.
                      "-Dsun.net.httpserver.maxIdleConnections=20000",
                      "-Dsun.net.httpserver.idleInterval=3600",
                      "-Dsun.net.httpserver.nodelay=true",
                      "-cp",
                      System.getProperty("java.class.path"),
                      NaiveBot.class.getName(),
                      "" + port,
                      whapi,
                      token)
                  .inheritIO()
                  .start());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isOpen(port)) {
        if (System.nanoTime() > deadline) {
          bot.close();
          throw new IllegalStateException("the naive bot does not listen on port " + port);
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      return bot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpen(int port) {
    try (var _ = new Socket("localhost", port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
