package id.balas.stack;

import id.balas.stack.part.Service;
import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.UnpackedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Builds missing AOT caches, which make the next start faster. It builds one at a time, at low CPU
/// priority, and only while the stack is idle. Everything works without them, only slower.
final class AotCacheBuilder implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  // Of one core. The idle services need about a twentieth.
  private static final double IDLE = 0.2;

  private enum Result {
    DONE,
    FAILED,
    INTERRUPTED
  }

  private final List<Service> services;
  private final Path directory;
  private @Nullable ChildProcess child;
  private volatile boolean closed;

  AotCacheBuilder(List<Service> services, Path directory) {
    this.services = services;
    this.directory = directory;
  }

  /// Whether a cache is missing.
  boolean isNeeded() {
    return services.stream().anyMatch(service -> !service.unpacked().hasCache());
  }

  /// Returns at once.
  void begin() {
    Thread.ofVirtual().name("aot-cache").start(() -> services.forEach(this::train));
  }

  private void train(Service service) {
    UnpackedJar jar = service.unpacked();
    if (jar.hasCache()) {
      return;
    }
    Map<String, String> environment = new HashMap<>(service.environment());
    // The running service occupies its own ports.
    environment.putAll(Map.of("SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
    var recorder = new ChildProcess(service.name() + "-training", environment, directory);
    Result result;
    do {
      awaitIdle();
      result = run(recorder, jar.record());
      if (result == Result.DONE) {
        result = run(recorder, jar.create());
      }
    } while (result == Result.INTERRUPTED && !closed);
    if (result == Result.DONE) {
      try {
        jar.adopt();
      } catch (IOException _) {
        // the next start tries again
      }
    }
  }

  private void awaitIdle() {
    Duration before;
    do {
      before = used();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    } while (isBusy(before) && !closed);
  }

  private boolean isBusy(Duration before) {
    return used().minus(before).toNanos() > IDLE * LOOK_EVERY.toNanos();
  }

  // The CPU time of all services. One that is being restarted counts nothing.
  private Duration used() {
    return services.stream()
        .map(service -> service.process().info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private Result run(ChildProcess recorder, List<String> arguments) {
    synchronized (this) {
      if (closed) {
        return Result.FAILED;
      }
      child = recorder;
      recorder.startInBackground(arguments);
    }
    Process process = recorder.process();
    try {
      Duration before = used();
      while (!process.waitFor(LOOK_EVERY)) {
        if (isBusy(before)) {
          recorder.kill();
          return Result.INTERRUPTED;
        }
        before = used();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      recorder.kill();
      return Result.FAILED;
    }
    return process.exitValue() == 0 ? Result.DONE : Result.FAILED;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (child != null) {
      child.abort();
    }
  }
}
