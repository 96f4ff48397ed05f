package id.balas.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// One of the four services, run from a copy of its jar: the next build may replace the jar while it runs.
final class Service implements Part {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int START_SECONDS = 90;

  private final Child child;
  private final Path jar;
  private final Path copy;
  private final int port;
  private final int managementPort;

  Service(StackSettings settings, String name, int port, int managementPort, Map<String, String> environment) {
    this.jar = jar(settings.root(), name);
    this.copy = settings.directory().resolve("jars").resolve(name + ".jar");
    this.port = settings.port(port);
    this.managementPort = settings.port(managementPort);
    Map<String, String> all = new HashMap<>(environment);
    all.put("SERVER_PORT", "" + this.port);
    all.put("MANAGEMENT_SERVER_PORT", "" + this.managementPort);
    all.putAll(settings.extra());
    this.child =
        new Child(
            name,
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                copy.toString()),
            all,
            settings.directory());
  }

  private static Path jar(Path root, String module) {
    Path target = root.resolve(module).resolve("target");
    try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
      return files
          .filter(file -> file.getFileName().toString().matches(module + "-[\\d.]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new StackFailure("There is no jar of " + module + " in " + target + ": build it with mvn -Prun."));
    } catch (IOException e) {
      throw new StackFailure("The jar of " + module + " cannot be looked up in " + target + ": " + e.getMessage());
    }
  }

  @Override
  public Child child() {
    return child;
  }

  String url() {
    return "http://localhost:" + port;
  }

  String managementUrl() {
    return "http://localhost:" + managementPort;
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(copy.getParent());
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackFailure("The jar of " + name() + " cannot be copied to " + copy + ": " + e.getMessage());
    }
    child.start();
  }

  @Override
  public void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!isReady()) {
      child.checkAlive();
      if (System.nanoTime() > deadline) {
        throw new StackFailure(
            "%s was not ready within %d s; its log is %s".formatted(name(), START_SECONDS, child.log()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  boolean isReady() {
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
      throw new StackFailure("interrupted while " + name() + " started");
    }
  }
}
