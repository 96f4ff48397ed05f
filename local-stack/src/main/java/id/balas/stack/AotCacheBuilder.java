package id.balas.stack;

import id.balas.stack.part.Service;
import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.UnpackedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds missing AOT caches, which make the next start faster. It builds one at a time, beside the
/// running stack, at low CPU priority. Everything works without them, only slower.
final class AotCacheBuilder implements AutoCloseable {

  private final List<Service> services;
  private final Path directory;
  private @Nullable ChildProcess child;
  private boolean closed;

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
    if (succeeds(recorder, jar.record()) && succeeds(recorder, jar.create())) {
      try {
        jar.adopt();
      } catch (IOException _) {
        // the next start tries again
      }
    }
  }

  private boolean succeeds(ChildProcess recorder, List<String> arguments) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      child = recorder;
      recorder.startInBackground(arguments);
    }
    return recorder.process().onExit().join().exitValue() == 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (child != null) {
      child.abort();
    }
  }
}
