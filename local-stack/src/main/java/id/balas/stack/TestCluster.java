package id.balas.stack;

import id.balas.stack.part.Broker;
import id.balas.stack.part.Database;
import id.balas.stack.part.Part;
import id.balas.stack.part.Service;
import id.balas.stack.process.DataDirectory;
import id.balas.stack.process.DirectoryLock;
import id.balas.stack.process.LaterClock;
import id.balas.stack.process.OrphanReaper;
import id.balas.stack.process.Parallel;
import id.balas.stack.process.Postmaster;
import id.balas.stack.process.Signals;
import id.balas.stack.process.StaleProcesses;
import id.balas.stack.settings.StackSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An empty Kafka, an empty PostgreSQL and any number of service instances, for benchmarks and
/// fault runs. Each can be started, frozen, killed and restarted by itself.
public final class TestCluster implements AutoCloseable {

  private static final int NEXT_INSTANCE = 100;

  private final StackSettings settings;
  private final Map<String, String> environment;
  private final List<Instance> instances = new ArrayList<>();
  private final Broker broker;
  private @Nullable DirectoryLock lock;
  private final List<OrphanReaper> orphanReapers = new ArrayList<>();
  private final Database database;

  /// `environment` is for every instance, in addition to the addresses of the others.
  public TestCluster(StackSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.broker = new Broker(settings);
    this.database = new Database(settings);
    this.environment = new HashMap<>(environment);
    this.environment.putAll(
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
            "DATABASE_URL", database.url(),
            "WHAPI_BASE_URL", settings.whapiUrl(),
            "WHAPI_TOKEN", settings.whapiToken(),
            "BALAS_DOTENV", "off"));
  }

  /// Returns when Kafka and PostgreSQL are ready.
  public void start() {
    lock = DirectoryLock.of(settings.directory());
    clear(settings.directory());
    try {
      new DataDirectory(settings.directory().resolve(StaleProcesses.KAFKA)).discard();
      new DataDirectory(Postmaster.in(settings.directory()).data()).discard();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Parallel.run(Stream.of(() -> startAndAwait(broker), () -> startAndAwait(database)));
  }

  private void clear(Path directory) {
    try {
      StaleProcesses.endAll(Files.createDirectories(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    orphanReapers.add(OrphanReaper.of(directory));
  }

  private static void startAndAwait(Part part) {
    part.start();
    part.awaitReady();
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://" + database.where() + "?user=balas&password=balas";
  }

  public int port(int usual) {
    return settings.port(usual);
  }

  /// A further instance of a service, `number` from 0. Its `jvm` flags default to the stack's. It
  /// is not started yet.
  public Instance instance(
      String service, int number, int port, int managementPort, List<String> jvm) {
    var instance = new Instance(service, number, port, managementPort, jvm);
    instances.add(instance);
    return instance;
  }

  /// With `kill -9`; returns when it is ready again.
  public void killAndRestartBroker() {
    killBroker();
    startBroker();
  }

  /// With `kill -9`; it stays down until [#startBroker].
  public void killBroker() {
    broker.child().kill();
  }

  /// Returns when it is ready again.
  public void startBroker() {
    startAndAwait(broker);
  }

  /// For this long, Kafka's connections stay open and nothing responds.
  public void silenceBroker(Duration time) {
    Signals.silence(() -> Stream.of(broker.process()), time);
  }

  /// For this long, PostgreSQL's connections stay open and nothing responds.
  public void silenceDatabase(Duration time) {
    Signals.silence(
        () -> Stream.concat(Stream.of(database.process()), database.process().descendants()), time);
  }

  /// With `kill -9` of its postmaster; returns when it is ready again.
  public void killAndRestartDatabase() {
    ProcessHandle postmaster = database.process();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
    startAndAwait(database);
  }

  @Override
  public void close() {
    Parallel.run(instances.stream().map(instance -> instance::stop));
    Parallel.run(Stream.of(broker::stop, database::stop));
    orphanReapers.forEach(OrphanReaper::close);
    if (lock != null) {
      lock.close();
    }
  }

  /// One process of a service.
  public final class Instance {

    private final String service;
    private final int port;
    private final int managementPort;
    private final List<String> jvm;
    private StackSettings own;
    private Map<String, String> variables = Map.of();
    private Service running;
    private List<String> program = List.of();

    private Instance(String service, int number, int port, int managementPort, List<String> jvm) {
      this.service = service;
      this.port = port + number * NEXT_INSTANCE;
      this.managementPort = managementPort + number * NEXT_INSTANCE;
      this.own =
          number == 0 ? settings : settings.in(settings.directory().resolve("instance-" + number));
      if (number > 0) {
        clear(own.directory());
      }
      this.jvm = jvm;
      this.running = service();
    }

    private Service service() {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(variables);
      return new Service(own, service, port, managementPort, all);
    }

    /// From the next start on: the jar of a built checkout, such as another release, and further
    /// environment variables.
    public void prepare(Path checkout, Map<String, String> further) {
      own = own.from(checkout);
      variables = Map.copyOf(further);
    }

    /// Adds the classes below `directory` to its class path, for code that only one run needs.
    public Instance beside(Path directory, String mainClass) {
      program =
          List.of("-cp", running.unpacked().jar() + File.pathSeparator + directory, mainClass);
      return this;
    }

    public String url() {
      return running.url();
    }

    /// Returns at once.
    public void start() {
      running = service();
      if (jvm.isEmpty()) {
        running.start();
      } else {
        List<String> plain = List.of("-jar", running.unpacked().jar().toString());
        running
            .child()
            .start(
                Stream.of(jvm, program.isEmpty() ? plain : program).flatMap(List::stream).toList());
      }
    }

    public void awaitReady() {
      running.awaitReady();
    }

    public void kill() {
      running.child().kill();
    }

    public void stop() {
      running.stop();
    }

    /// Suspends and resumes the process with SIGSTOP and SIGCONT.
    public void signal(String name) {
      Signals.send(name, running.process());
    }

    /// From the next start on, its clock shows a later time.
    public Instance ahead(Duration offset) {
      variables = LaterClock.variables(offset, own.directory());
      return this;
    }

    public ProcessHandle process() {
      return running.process();
    }

    public String managementUrl() {
      return running.managementUrl();
    }
  }
}
