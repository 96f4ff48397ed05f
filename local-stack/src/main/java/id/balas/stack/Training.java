package id.balas.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds missing AOT caches, which make the next start faster. It builds one at a time, beside the
/// running stack, at low CPU priority. Everything works without them, only slower.
final class Training implements AutoCloseable {

  private final List<Service> services;
  private final Path directory;
  private @Nullable Child child;
  private boolean closed;

  Training(List<Service> services, Path directory) {
    this.services = services;
    this.directory = directory;
  }

  /// Whether a cache is missing.
  boolean isNeeded() {
    return services.stream().anyMatch(service -> !service.unpacked().hasCache());
  }

  /// Returns at once.
  void begin() {
    Thread.ofVirtual().name("training").start(() -> services.forEach(this::train));
  }

  private void train(Service service) {
    UnpackedJar jar = service.unpacked();
    if (jar.hasCache()) {
      return;
    }
    Map<String, String> environment = new HashMap<>(service.environment());
    // The running service occupies its own ports.
    environment.putAll(Map.of("SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
    var trainee = new Child(service.name() + "-training", environment, directory);
    if (succeeds(trainee, jar.record()) && succeeds(trainee, jar.create())) {
      try {
        jar.adopt();
      } catch (IOException _) {
        // the next start tries again
      }
    }
  }

  private boolean succeeds(Child trainee, List<String> arguments) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      child = trainee;
      trainee.startInBackground(arguments);
    }
    return trainee.process().onExit().join().exitValue() == 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (child != null) {
      child.abort();
    }
  }
}
