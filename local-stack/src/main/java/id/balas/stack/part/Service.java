package id.balas.stack.part;

import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.StackException;
import id.balas.stack.process.UnpackedJar;
import id.balas.stack.settings.StackSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// One of the four services, run from its unpacked jar.
public final class Service implements ChildPart {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  // On a machine with a free core. It takes longer if other programs use the cores.
  private static final int START_SECONDS = 90;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final OperatingSystemMXBean MACHINE = ManagementFactory.getOperatingSystemMXBean();
  private static final String LOOPBACK = "127.0.0.1";
  // `mvn -Prun` builds to `target/run`, other builds to `target`.
  private static final String BUILD_DIRECTORY =
      System.getProperty("balas.build-directory", "target");

  private final ChildProcess child;
  private final Path jar;
  private final Path apps;
  private final Map<String, String> environment;
  private final int port;
  private final int managementPort;

  public Service(
      StackSettings settings,
      String name,
      int port,
      int managementPort,
      Map<String, String> environment) {
    this.jar = jar(settings.root(), name);
    this.apps = settings.directory().resolve("apps");
    this.port = settings.port(port);
    this.managementPort = settings.port(managementPort);
    Map<String, String> all = new HashMap<>(environment);
    all.put("SERVER_PORT", "" + this.port);
    all.put("MANAGEMENT_SERVER_PORT", "" + this.managementPort);
    // The password of the local admin is public, so only this machine may connect.
    all.put(StackSettings.ADDRESS, LOOPBACK);
    all.put(StackSettings.MANAGEMENT_ADDRESS, LOOPBACK);
    all.putAll(settings.extra());
    this.environment = Map.copyOf(all);
    this.child = new ChildProcess(name, this.environment, settings.directory());
  }

  // Other versions of the jar stay in the directory, such as that of the release before.
  static Path jar(Path root, String module) {
    Path target = root.resolve(module).resolve(BUILD_DIRECTORY);
    try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
      return files
          .filter(
              file -> file.getFileName().toString().matches(module + "-[\\d.]+(-SNAPSHOT)?\\.jar"))
          .max(Comparator.comparingLong((Path file) -> file.toFile().lastModified()))
          .orElseThrow(() ->
              new StackException(
                  "There is no jar of " + module + " in " + target + ": build it with mvn -Prun."));
    } catch (IOException e) {
      throw new StackException(
          "The jar of " + module + " cannot be looked up in " + target + ": " + e.getMessage());
    }
  }

  @Override
  public ChildProcess child() {
    return child;
  }

  @Override
  public String where() {
    return url();
  }

  public Map<String, String> environment() {
    return environment;
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public String managementUrl() {
    return "http://localhost:" + managementPort;
  }

  /// Unpacks the jar if it is new, which is slow.
  public UnpackedJar unpacked() {
    return UnpackedJar.of(jar, name(), apps);
  }

  @Override
  public void start() {
    child.start(unpacked().run());
  }

  @Override
  public void awaitReady() {
    double left = START_SECONDS;
    long last = System.nanoTime();
    while (!isReady()) {
      child.checkAlive();
      long now = System.nanoTime();
      left -= (now - last) / 1e9 * shareOfCores();
      last = now;
      if (left < 0) {
        throw new StackException(
            "%s was not ready within %d s; its log is %s"
                .formatted(name(), START_SECONDS, child.log()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  // Of what one program wants to use, if there are more than cores. Unknown on Windows.
  private static double shareOfCores() {
    double programs = MACHINE.getSystemLoadAverage();
    return Math.min(1, MACHINE.getAvailableProcessors() / Math.max(1, programs));
  }

  public boolean isReady() {
    var request =
        HttpRequest.newBuilder(URI.create(managementUrl() + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + name() + " started");
    }
  }
}
