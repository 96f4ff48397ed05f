package id.balas.stack;

import id.balas.stack.fakewhapi.FakeWhapi;
import id.balas.stack.fakewhapi.FakeWhapiSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts the whole of Balas: Kafka and PostgreSQL, the fake Whapi, then the four services, each waited for; and ends
/// all of it.
final class Stack implements AutoCloseable {

  private final StackSettings settings;
  private final Consumer<String> console;
  private final Broker broker;
  private final Database database;
  private final List<Service> services;
  private @Nullable DirectoryLock lock;
  private @Nullable FakeWhapi whapi;
  private boolean closed;

  Stack(StackSettings settings, Consumer<String> console) {
    this.settings = settings;
    this.console = console;
    this.broker = new Broker(settings);
    this.database = new Database(settings);
    this.services = services(settings);
  }

  static void main() throws InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    try {
      var stack = new Stack(StackSettings.of(root, System.getenv()), IO::println);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
      stack.start();
      IO.println(new Table(stack, stack.settings).text());
      stack.watch();
    } catch (StackFailure e) {
      IO.println();
      IO.println("Balas cannot run: " + e.getMessage());
      System.exit(1);
    }
  }

  private static List<Service> services(StackSettings settings) {
    Map<String, String> shared =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "localhost:" + settings.port(9092),
            "DATABASE_URL", new Database(settings).url(),
            "BALAS_AUTH_URL", "http://localhost:" + settings.port(8080),
            "WHAPI_BASE_URL", "http://localhost:" + settings.port(8090),
            "WHAPI_TOKEN", settings.whapiToken(),
            "WHAPI_ADMINS", settings.whapiAdmins(),
            "WHAPI_SECRET", settings.whapiSecret(),
            // What .env says of Kafka, say, is meant for another place.
            "BALAS_DOTENV", "off");
    return List.of(
        new Service(settings, "ingest-service", 8000, 9000, shared),
        new Service(settings, "bot-service", 8081, 9081, shared),
        new Service(settings, "sender-service", 8082, 9082, shared),
        new Service(settings, "auth-service", 8080, 9080, shared));
  }

  Service ingest() {
    return services.get(0);
  }

  Service bot() {
    return services.get(1);
  }

  Service sender() {
    return services.get(2);
  }

  Service auth() {
    return services.get(3);
  }

  Broker broker() {
    return broker;
  }

  Database database() {
    return database;
  }

  String whapiUrl() {
    return "http://localhost:" + settings.port(8090);
  }

  /// Returns when all of it is ready. Throws [StackFailure] when a part of it is not to be had.
  void start() {
    long begun = System.nanoTime();
    takeThePlace();
    inParallel(
        () -> timed(broker.name(), () -> startAndAwait(broker)),
        () -> timed("postgresql", database::start));
    inParallel(
        services.stream()
            .map(service -> (Runnable) () -> timed(service.name(), () -> startAndAwait(service)))
            .toArray(Runnable[]::new));
    console.accept("Ready after %.1f s.".formatted(secondsSince(begun)));
  }

  // What a launcher that was killed has left behind would take the ports.
  private synchronized void takeThePlace() {
    if (closed) {
      return;
    }
    lock = DirectoryLock.of(settings.directory());
    inParallel(
        Stream.concat(parts().stream().map(part -> (Runnable) part.child()::endLeftOver), Stream.of(database::endLeftOver))
            .toArray(Runnable[]::new));
    Ports.checkFree(settings);
    whapi =
        new FakeWhapi(
            new FakeWhapiSettings(
                settings.port(8090),
                settings.whapiToken(),
                URI.create(ingest().url() + "/webhook/whapi"),
                settings.whapiSecret(),
                FakeWhapiSettings.USUAL_ECHO,
                settings.directory().resolve("whapi"),
                List.of(settings.whapiAdmins().split("\\s*,\\s*"))));
    whapi.start();
  }

  private static void startAndAwait(Part part) {
    part.start();
    part.awaitReady();
  }

  private void timed(String name, Runnable step) {
    long begun = System.nanoTime();
    console.accept("  %-15s starting".formatted(name));
    step.run();
    console.accept("  %-15s ready after %.1f s".formatted(name, secondsSince(begun)));
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void inParallel(Runnable... steps) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> running =
          Stream.of(steps).map(step -> CompletableFuture.runAsync(step, threads)).toList();
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackFailure failure ? failure : e;
    }
  }

  /// Returns never: what dies is started again, as in production. Throws [StackFailure] when that fails.
  private void watch() throws InterruptedException {
    var dead = new LinkedBlockingQueue<Part>();
    parts().forEach(part -> whenDead(part, dead));
    while (true) {
      Part part = dead.take();
      if (part.child().isEnded()) {
        continue;
      }
      console.accept(
          "  %-15s stopped with exit code %d, starting it again; its log is %s"
              .formatted(part.name(), part.child().process().exitValue(), settings.relative(part.child().log())));
      timed(part.name(), () -> startAndAwait(part));
      whenDead(part, dead);
    }
  }

  private static void whenDead(Part part, BlockingQueue<Part> dead) {
    var _ = part.child().process().onExit().thenRun(() -> dead.add(part));
  }

  List<Part> parts() {
    return Stream.concat(services.stream(), Stream.of(broker)).toList();
  }

  /// Ends the services first, so that they finish what they have begun, then what they stand on.
  @Override
  public synchronized void close() {
    closed = true;
    if (lock == null) {
      return;
    }
    inParallel(services.stream().map(service -> (Runnable) service.child()::stop).toArray(Runnable[]::new));
    if (whapi != null) {
      whapi.close();
    }
    inParallel(broker.child()::stop, database::stop);
    lock.close();
    lock = null;
  }
}
