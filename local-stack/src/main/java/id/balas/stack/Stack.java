package id.balas.stack;

import id.balas.fakewhapi.FakeWhapi;
import id.balas.fakewhapi.FakeWhapiSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts and stops all of Balas: the fake Whapi, Kafka, PostgreSQL and the four services.
public final class Stack implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final StackSettings settings;
  private final Consumer<String> console;
  private final Starter starter;
  private final Broker broker;
  private final Database database;
  private final List<Service> services;
  private final ByHand byHand;
  private final Training training;
  private @Nullable DirectoryLock lock;
  private @Nullable LastWill lastWill;
  private @Nullable FakeWhapi whapi;
  private boolean closed;

  public Stack(StackSettings settings, Consumer<String> console) {
    this.settings = settings;
    this.console = console;
    this.starter = new Starter(console);
    this.broker = new Broker(settings);
    this.database = new Database(settings);
    this.services = services(settings, database);
    this.byHand = new ByHand(settings.directory());
    this.training = new Training(ownServices(), settings.directory());
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    try {
      var stack = new Stack(StackSettings.of(root, System.getenv()), IO::println);
      endWithParent();
      Foreground terminal = Foreground.take();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.end(terminal)));
      stack.start();
      IO.println(new Table(stack, stack.settings).text());
      stack.train();
      stack.watch();
    } catch (StackFailure e) {
      IO.println();
      IO.println("Balas cannot run: " + e.getMessage());
      System.exit(1);
    }
  }

  // Under Maven: if Maven is killed, the stack would lose its console. Runs in its own thread,
  // because the thread that is notified of the exit is needed to stop the other parts.
  private static void endWithParent() {
    if (Boolean.getBoolean("balas.ends-with-parent")) {
      ProcessHandle.current()
          .parent()
          .ifPresent(parent ->
              Thread.ofPlatform()
                  .daemon()
                  .start(() -> {
                    parent.onExit().join();
                    System.exit(1);
                  }));
    }
  }

  private static List<Service> services(StackSettings settings, Database database) {
    Map<String, String> shared =
        Map.ofEntries(
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + settings.port(9092)),
            Map.entry("DATABASE_URL", database.url()),
            Map.entry("BALAS_AUTH_URL", "http://localhost:" + settings.port(8080)),
            Map.entry("WHAPI_BASE_URL", settings.whapiUrl()),
            Map.entry("WHAPI_TOKEN", settings.whapiToken()),
            Map.entry("WHAPI_ADMINS", settings.whapiAdmins()),
            Map.entry("WHAPI_SECRET", settings.whapiSecret()),
            Map.entry(
                "BALAS_ADMIN_PASSWORD",
                settings.realWhapi() == null ? StackSettings.LOCAL_PASSWORD : ""),
            Map.entry("PUBLIC_URL", "http://localhost:" + settings.port(8080)),
            // The local stack has no TLS.
            Map.entry("SECURE_COOKIE", "false"),
            Map.entry("BALAS_PACING_ENABLED", "false"),
            // Kafka settings in .env, for example, are meant for another environment.
            Map.entry("BALAS_DOTENV", "off"));
    return List.of(
        new Service(settings, "ingest-service", 8000, 9000, shared),
        new Service(settings, "bot-service", 8081, 9081, shared),
        new Service(settings, "sender-service", 8082, 9082, shared),
        new Service(settings, "auth-service", 8080, 9080, frontDoor(settings, shared)));
  }

  private static Map<String, String> frontDoor(StackSettings settings, Map<String, String> shared) {
    Map<String, String> all = new HashMap<>(shared);
    all.put("SECRET_KEY", LocalSecret.of(settings.directory()));
    all.put("BALAS_INGEST_URL", "http://localhost:" + settings.port(8000));
    all.put("BALAS_BOT_URL", "http://localhost:" + settings.port(8081));
    all.put("BALAS_SENDER_URL", "http://localhost:" + settings.port(8082));
    return all;
  }

  public Service ingest() {
    return services.get(0);
  }

  public Service bot() {
    return services.get(1);
  }

  public Service sender() {
    return services.get(2);
  }

  public Service auth() {
    return services.get(3);
  }

  public Broker broker() {
    return broker;
  }

  public Database database() {
    return database;
  }

  public String whapiUrl() {
    return settings.whapiUrl();
  }

  /// The parts that this stack runs: all but the manually started services.
  public List<Part> parts() {
    return Stream.concat(Stream.of(broker, database), ownServices().stream()).toList();
  }

  private List<Service> ownServices() {
    return services.stream()
        .filter(service -> !settings.without().contains(service.name()))
        .toList();
  }

  /// Returns when all parts are ready. Throws [StackFailure] when a part cannot start.
  public void start() {
    long begun = System.nanoTime();
    takeThePlace();
    startParts();
    services.stream()
        .filter(service -> settings.without().contains(service.name()))
        .forEach(byHand::tell);
    console.accept("Ready after %.1f s.".formatted(Starter.secondsSince(begun)));
  }

  // Processes left by a killed launcher would occupy the ports.
  private synchronized void takeThePlace() {
    if (closed) {
      return;
    }
    lock = DirectoryLock.of(settings.directory());
    LeftOver.endAll(settings.directory());
    byHand.forget();
    Ports.checkFree(settings);
    lastWill = LastWill.of(settings.directory());
    if (settings.realWhapi() == null) {
      whapi =
          new FakeWhapi(
              new FakeWhapiSettings(
                  URI.create("http://localhost:" + settings.port(8090)),
                  settings.whapiToken(),
                  URI.create(ingest().url() + "/webhook/whapi"),
                  // During a rotation there are several; Whapi sends one.
                  settings.whapiSecret().split(",", 2)[0].strip(),
                  FakeWhapiSettings.USUAL_ECHO,
                  settings.directory().resolve("whapi"),
                  List.of(settings.whapiAdmins().split("\\s*,\\s*"))));
      whapi.start();
    }
  }

  private void startParts() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var kafka = CompletableFuture.runAsync(() -> starter.start(broker), threads);
      var postgres = CompletableFuture.runAsync(() -> starter.start(database), threads);
      // A service waits for Kafka itself, but not for missing topics or PostgreSQL.
      var ground = broker.hasTopics() ? postgres : CompletableFuture.allOf(kafka, postgres);
      Stream<CompletableFuture<Void>> started =
          ownServices().stream()
              .map(service ->
                  CompletableFuture.runAsync(service::unpacked, threads)
                      .runAfterBothAsync(ground, () -> start(service, kafka), threads));
      Stream.concat(Stream.of(kafka, postgres), started.toList().stream())
          .forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackFailure failure ? failure : e;
    }
  }

  private void start(Service service, CompletableFuture<Void> kafka) {
    boolean isEarly = !kafka.isDone();
    try {
      starter.start(service);
    } catch (StackFailure e) {
      if (!isEarly) {
        throw e;
      }
      // It waits 15 s, and Kafka may need longer on a busy machine.
      kafka.join();
      starter.start(service);
    }
  }

  /// Makes the next start faster.
  private void train() {
    if (training.isNeeded()) {
      console.accept(
          "For the next minutes caches are made in the background, with which the next start is faster.");
      training.begin();
    }
  }

  /// Returns when the stack is closed. Restarts exited parts, as production does.
  private void watch() {
    new Watch(console, settings::relative, PAUSE).over(parts());
  }

  private void end(Foreground terminal) {
    try (terminal) {
      close();
    }
  }

  /// Stops the services first, so that they finish their work, then Kafka and PostgreSQL.
  @Override
  public synchronized void close() {
    closed = true;
    if (lock == null) {
      return;
    }
    training.close();
    byHand.forget();
    Parallel.run(services.stream().map(service -> service::stop));
    if (whapi != null) {
      whapi.close();
    }
    Parallel.run(Stream.of(broker::stop, database::stop));
    if (lastWill != null) {
      lastWill.close();
    }
    lock.close();
    lock = null;
  }
}
