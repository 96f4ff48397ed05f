package id.balas.stack.part;

import id.balas.events.wire.Topic;
import id.balas.events.wire.TopicAccess;
import id.balas.events.wire.Topics;
import id.balas.service.kafka.MissingTopics;
import id.balas.service.kafka.TopicRules;
import id.balas.stack.process.ChildProcess;
import id.balas.stack.process.DataDirectory;
import id.balas.stack.process.StackException;
import id.balas.stack.process.StaleProcesses;
import id.balas.stack.settings.StackSettings;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;

/// A real Kafka, broker and controller in one, in its own JVM. Its data survives restarts. It
/// creates the topics; the services never do.
public final class Broker implements ChildPart {

  private static final short ONE_COPY = 1;
  private static final String CLUSTER_ID = "QmFsYXMtbG9jYWwtc3RhY2";

  private final ChildProcess child;
  private final Path directory;
  private final DataDirectory data;
  private final int port;
  private final int servicesPort;

  public Broker(StackSettings settings) {
    this.directory = settings.directory();
    this.data = new DataDirectory(directory.resolve("kafka"));
    this.port = settings.port(9092);
    this.servicesPort = settings.port(9094);
    this.child = new ChildProcess(StaleProcesses.KAFKA, Map.of(), directory);
  }

  @Override
  public ChildProcess child() {
    return child;
  }

  @Override
  public String where() {
    return bootstrapServers();
  }

  public String bootstrapServers() {
    return "localhost:" + port;
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(directory);
      Files.writeString(properties(), settings());
      if (!data.isComplete()) {
        data.clearUnlessComplete();
        format();
        data.markComplete();
      }
    } catch (IOException e) {
      throw new StackException("Kafka cannot be started in %s: %s".formatted(directory, e));
    }
    List<String> arguments =
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            // The JVM writes the archive at the first clean exit and rewrites it when it no longer
            // matches.
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + directory.resolve("kafka.jsa"),
            "-cp",
            jars(),
            "kafka.Kafka",
            properties().toString());
    child.start(Stream.concat(ChildProcess.compilation().stream(), arguments.stream()).toList());
  }

  // The JVM cannot write an archive when a directory is on the class path.
  private static String jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path properties() {
    return directory.resolve("kafka.properties");
  }

  private String settings() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.bootstrap.servers=localhost:%2$d
    listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d,SERVICES://localhost:%4$d
    advertised.listeners=PLAINTEXT://localhost:%1$d,SERVICES://localhost:%4$d
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SERVICES:SASL_PLAINTEXT
    listener.name.services.sasl.enabled.mechanisms=PLAIN
    listener.name.services.plain.sasl.jaas.config=%5$s
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    # Tools on this machine. The services have users of their own.
    super.users=User:ANONYMOUS
    log.dirs=%3$s
    auto.create.topics.enable=false
    message.max.bytes=4194304
    offsets.topic.num.partitions=4
    offsets.topic.replication.factor=1
    transaction.state.log.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    group.initial.rebalance.delay.ms=0
    """
        .formatted(port, port + 1, escaped(data.path().toString()), servicesPort, logins());
  }

  // Kafka reads the file as ISO-8859-1, in which a backslash begins an escape sequence.
  static String escaped(String value) {
    return value
        .chars()
        .mapToObj(c -> c == '\\' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  // The password of a service is its name.
  private static String logins() {
    return TopicAccess.ALL.stream()
        .map(access -> "user_%1$s=\"%1$s\"".formatted(access.service()))
        .collect(
            Collectors.joining(
                " ", "org.apache.kafka.common.security.plain.PlainLoginModule required ", ";"));
  }

  /// How a service connects, as the user that has its name.
  public Map<String, String> connection(String service) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        "localhost:" + servicesPort,
        "KAFKA_SECURITY_PROTOCOL",
        "SASL_PLAINTEXT",
        "KAFKA_SASL_MECHANISM",
        "PLAIN",
        "KAFKA_SASL_JAAS_CONFIG",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%1$s\";"
            .formatted(service));
  }

  private void format() {
    var arguments =
        new String[] {
          "format",
          "-t",
          CLUSTER_ID,
          "-c",
          properties().toString(),
          "--standalone",
          "--feature",
          "kraft.version=1"
        };
    int exit =
        StorageTool.execute(arguments, new PrintStream(PrintStream.nullOutputStream(), false));
    if (exit != 0) {
      throw new StackException(
          "Kafka's storage in "
              + data.path()
              + " could not be formatted; remove it and start again.");
    }
  }

  /// Whether an earlier start has created all topics and rights. If so, a service may start before
  /// this broker is ready.
  public boolean hasTopics() {
    try {
      return data.isComplete()
          && Files.exists(topics())
          && Files.readString(topics()).equals(wanted());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path topics() {
    return directory.resolve("kafka.topics");
  }

  private static String wanted() {
    return Stream.concat(Topics.ALL.stream().map(Topic::name), TopicAccess.ALL.stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  /// Waits until the broker responds, then creates the missing topics and the services' rights.
  @Override
  public void awaitReady() {
    try (Admin admin =
        Admin.create(
            Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", "200"))) {
      awaitAnswer(admin);
      MissingTopics.create(admin, Topic.DEFAULT_PARTITIONS, ONE_COPY);
      TopicRules.create(admin);
      Files.writeString(topics(), wanted());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new StackException("Kafka could not create the topics: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while Kafka was starting");
    }
  }

  private void awaitAnswer(Admin admin) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      child.checkAlive();
      try {
        admin.listTopics().names().get(2, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException _) {
        // not ready yet
      }
    }
    throw new StackException("Kafka did not answer within 60 s; its log is " + child.log());
  }
}
