package id.balas.stack;

import id.balas.stack.fakewhapi.FakeWhapi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Starts the whole of Balas: Kafka and PostgreSQL, the fake Whapi, then the four services, each waited for; and ends
/// all of it.
final class Stack implements AutoCloseable {

  private static final int JAVA = 25;

  private final StackSettings settings;
  private final Consumer<String> console;
  private final Broker broker;
  private final Database database;
  private final FakeWhapi whapi;
  private final List<Service> services;

  Stack(StackSettings settings, Consumer<String> console) {
    checkJava();
    checkPorts(settings);
    this.settings = settings;
    this.console = console;
    this.broker = new Broker(settings);
    this.database = new Database(settings);
    this.services = services(settings);
    this.whapi =
        new FakeWhapi(
            settings.port(8090), settings.whapiToken(), URI.create(ingest().url() + "/webhook/whapi"), settings.whapiSecret());
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    try {
      var stack = new Stack(StackSettings.of(root, System.getenv()), IO::println);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> { stack.close(); stopped.countDown(); }));
      stack.start();
      IO.println(stack.table());
      stack.watch();
    } catch (StackFailure e) {
      IO.println();
      IO.println("Balas cannot run: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void checkJava() {
    if (Runtime.version().feature() < JAVA) {
      throw new StackFailure(
          "this is Java %d and Java %d is needed: install a JDK %d where Maven's toolchains find it."
              .formatted(Runtime.version().feature(), JAVA, JAVA));
    }
  }

  private static void checkPorts(StackSettings settings) {
    Map<Integer, String> ports = new LinkedHashMap<>();
    ports.put(9092, "Kafka");
    ports.put(9093, "Kafka's controller");
    ports.put(5432, "PostgreSQL");
    ports.put(8090, "the fake Whapi");
    ports.put(8000, "ingest-service");
    ports.put(8080, "auth-service");
    ports.put(8081, "bot-service");
    ports.put(8082, "sender-service");
    ports.put(9000, "ingest-service's management");
    ports.put(9080, "auth-service's management");
    ports.put(9081, "bot-service's management");
    ports.put(9082, "sender-service's management");
    ports.forEach(
        (usual, user) -> {
          try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("localhost", settings.port(usual)));
          } catch (IOException e) {
            throw new StackFailure(
                "port %d, which %s needs, is taken: end what runs there, or set BALAS_PORT_OFFSET=10000 to use other ports."
                    .formatted(settings.port(usual), user));
          }
        });
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
            "WHAPI_SECRET", settings.whapiSecret());
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

  String whapiUrl() {
    return "http://localhost:" + settings.port(8090);
  }

  /// Returns when all of it is ready. Throws [StackFailure] when a part of it is not to be had.
  void start() {
    long begun = System.nanoTime();
    whapi.start();
    inParallel(
        () -> timed("Kafka", () -> { broker.start(); broker.awaitReady(); }),
        () -> timed("PostgreSQL", database::start));
    inParallel(
        services.stream()
            .map(service -> (Runnable) () -> timed(service.name(), () -> { service.start(); service.awaitReady(); }))
            .toArray(Runnable[]::new));
    console.accept("Ready after %.1f s.".formatted(secondsSince(begun)));
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

  private String table() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("%-16s %-32s %s".formatted("what", "where", "log"));
    lines.add("%-16s %-32s %s".formatted("Kafka", broker.bootstrapServers(), relative(broker.child().log())));
    lines.add("%-16s %-32s %s".formatted("PostgreSQL", database.url().replaceFirst("//.*@", "//"), ""));
    lines.add("%-16s %-32s %s".formatted("the fake Whapi", whapiUrl(), ""));
    services.forEach(
        service -> lines.add("%-16s %-32s %s".formatted(service.name(), service.url(), relative(service.child().log()))));
    String secret = settings.whapiSecret().isEmpty() ? "" : " -H 'X-Webhook-Secret: " + settings.whapiSecret() + "'";
    lines.add("");
    lines.add("A customer writes:");
    lines.add(
        "  curl -s %s/webhook/whapi%s -H 'Content-Type: application/json' \\".formatted(ingest().url(), secret));
    lines.add("    -d '{\"messages\":[{\"from\":\"6281112223334\",\"text\":{\"body\":\"Halo saya butuh bantuan\"}}]}'");
    lines.add("What WhatsApp was given to send:");
    lines.add("  curl -s -H 'Authorization: Bearer %s' %s/messages/list".formatted(settings.whapiToken(), whapiUrl()));
    lines.add("");
    lines.add("Ctrl-C ends all of it; the data stays in " + relative(settings.directory()) + ".");
    return String.join(System.lineSeparator(), lines);
  }

  private String relative(Path path) {
    return path.startsWith(settings.root()) ? settings.root().relativize(path).toString() : path.toString();
  }

  /// Returns never; throws [StackFailure] when a child dies.
  private void watch() {
    CompletableFuture<?>[] ends =
        Stream.concat(Stream.of(broker.child()), services.stream().map(Service::child))
            .map(child -> child.handle().onExit().thenRun(child::checkAlive))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.anyOf(ends).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackFailure failure ? failure : e;
    }
  }

  List<Child> children() {
    return Stream.concat(services.stream().map(Service::child), Stream.of(broker.child())).toList();
  }

  /// Ends the services first, so that they finish what they have begun, then what they stand on.
  @Override
  public synchronized void close() {
    inParallel(services.stream().map(service -> (Runnable) service.child()::stop).toArray(Runnable[]::new));
    whapi.close();
    inParallel(broker.child()::stop, database::stop);
  }
}
