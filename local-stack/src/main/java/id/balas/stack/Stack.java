package id.balas.stack;

import id.balas.fakeai.AiScript;
import id.balas.fakeai.AiServerKind;
import id.balas.fakeai.FakeAi;
import id.balas.fakewhapi.FakeWhapi;
import id.balas.fakewhapi.FakeWhapiSettings;
import id.balas.stack.part.Broker;
import id.balas.stack.part.Database;
import id.balas.stack.part.Part;
import id.balas.stack.part.Service;
import id.balas.stack.part.Services;
import id.balas.stack.process.DirectoryLock;
import id.balas.stack.process.ExternalServiceEnv;
import id.balas.stack.process.ForegroundTerminal;
import id.balas.stack.process.OrphanReaper;
import id.balas.stack.process.Parallel;
import id.balas.stack.process.StackException;
import id.balas.stack.process.StaleProcesses;
import id.balas.stack.settings.AiSettings;
import id.balas.stack.settings.Ports;
import id.balas.stack.settings.StackSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts and stops all of Balas: the fake Whapi, the fake AI server if it is asked for, Kafka,
/// PostgreSQL and the four services.
public final class Stack implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final StackSettings settings;
  private final Consumer<String> console;
  private final Starter starter;
  private final Broker broker;
  private final Database database;
  private final Services services;
  private final ExternalServiceEnv externalEnv;
  private final AotCacheBuilder aotCaches;
  private @Nullable DirectoryLock lock;
  private @Nullable OrphanReaper orphanReaper;
  private @Nullable FakeWhapi whapi;
  private @Nullable FakeAi ai;
  private boolean closed;

  public Stack(StackSettings settings, Consumer<String> console) {
    this.settings = settings;
    this.console = console;
    this.starter = new Starter(console);
    this.broker = new Broker(settings);
    this.database = new Database(settings);
    this.services = Services.of(settings, broker, database);
    this.externalEnv = new ExternalServiceEnv(settings.directory());
    this.aotCaches = new AotCacheBuilder(services.own(settings), settings.directory());
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    try {
      var stack = new Stack(StackSettings.of(root, System.getenv()), IO::println);
      endWithParent();
      ForegroundTerminal terminal = ForegroundTerminal.take();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.end(terminal)));
      stack.start();
      IO.println(new StartupSummary(stack, stack.settings).text());
      stack.buildAotCaches();
      stack.watch();
    } catch (StackException e) {
      IO.println();
      IO.println("Balas cannot start: " + e.getMessage());
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

  public Service ingest() {
    return services.ingest();
  }

  public Service bot() {
    return services.bot();
  }

  public Service sender() {
    return services.sender();
  }

  public Service auth() {
    return services.auth();
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
    return Stream.concat(Stream.of(broker, database), services.own(settings).stream()).toList();
  }

  /// Returns when all parts are ready. Throws [StackException] when a part cannot start.
  public void start() {
    long begun = System.nanoTime();
    prepareDirectory();
    startParts();
    services.stream()
        .filter(service -> settings.without().contains(service.name()))
        .forEach(service -> externalEnv.write(service.name(), service.environment()));
    console.accept("Ready after %.1f s.".formatted(Starter.secondsSince(begun)));
  }

  // Processes left by a killed launcher would occupy the ports.
  private synchronized void prepareDirectory() {
    if (closed) {
      return;
    }
    lock = DirectoryLock.of(settings.directory());
    StaleProcesses.endAll(settings.directory());
    externalEnv.deleteAll();
    Ports.checkFree(settings);
    orphanReaper = OrphanReaper.of(settings.directory());
    AiServerKind fakeAi = settings.ai().fake();
    if (fakeAi != null) {
      ai = new FakeAi(settings.port(AiSettings.FAKE_PORT), new AiScript(fakeAi));
    }
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
      var dependencies = broker.hasTopics() ? postgres : CompletableFuture.allOf(kafka, postgres);
      Stream<CompletableFuture<Void>> started =
          services.own(settings).stream()
              .map(service ->
                  CompletableFuture.runAsync(service::unpacked, threads)
                      .runAfterBothAsync(dependencies, () -> start(service, kafka), threads));
      Stream.concat(Stream.of(kafka, postgres), started.toList().stream())
          .forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException failure ? failure : e;
    }
  }

  private void start(Service service, CompletableFuture<Void> kafka) {
    boolean isEarly = !kafka.isDone();
    try {
      starter.start(service);
    } catch (StackException e) {
      if (!isEarly) {
        throw e;
      }
      // It waits 15 s, and Kafka may need longer on a busy machine.
      kafka.join();
      starter.start(service);
    }
  }

  /// Makes the next start faster.
  private void buildAotCaches() {
    if (aotCaches.isNeeded()) {
      console.accept(
          "Building start caches while the stack is idle; the next start will be faster.");
      aotCaches.begin();
    }
  }

  /// Returns when the stack is closed. Restarts exited parts, as production does.
  private void watch() {
    new Watch(console, settings::relative, PAUSE).over(parts());
  }

  private void end(ForegroundTerminal terminal) {
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
    aotCaches.close();
    externalEnv.deleteAll();
    Parallel.run(services.stream().map(service -> service::stop));
    if (whapi != null) {
      whapi.close();
    }
    if (ai != null) {
      ai.close();
    }
    Parallel.run(Stream.of(broker::stop, database::stop));
    if (orphanReaper != null) {
      orphanReaper.close();
    }
    lock.close();
    lock = null;
  }
}
