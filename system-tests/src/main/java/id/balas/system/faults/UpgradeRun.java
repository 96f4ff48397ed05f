package id.balas.system.faults;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.load.Customers;
import id.balas.system.load.NamedMessages;
import id.balas.system.load.Provider;
import id.balas.system.load.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Customers write while an installation of the release before is upgraded in the order of
/// docs/upgrading.md, instance by instance. Instances of both releases work side by side, and one
/// goes back. At the end every message must have one answer, in order.
final class UpgradeRun {

  private static final String TOKEN = "upgrade-run-token";
  private static final String PEOPLE = "BALAS_PEOPLE_WRITE";
  private static final int CUSTOMERS = 40;
  private static final int WRITERS = 4;
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final Path present;
  private final Path before;
  private final StackSettings settings;
  private volatile boolean writing = true;

  private UpgradeRun(Path present, Path before) {
    this.present = present;
    this.before = before;
    this.settings =
        new StackSettings(
            before,
            present.resolve("system-tests/target/upgrade-run"),
            3_500,
            TOKEN,
            "628110000001",
            "",
            Map.of());
  }

  static void main() {
    String before = System.getProperty("faults.before", "");
    if (before.isBlank()) {
      IO.println("Set -Dfaults.before to a built checkout of the release before.");
      System.exit(2);
    }
    Path present = Path.of("").toAbsolutePath();
    Verdict verdict = new UpgradeRun(present, present.resolve(before)).run();
    System.exit(verdict.isClean() ? 0 : 1);
  }

  private Verdict run() {
    String prefix = "62" + (System.currentTimeMillis() / 1000) % 1_000_000_000L;
    // The customers write more than any person does, so the loop limit is off.
    var environment =
        Map.of("BALAS_PACING_ENABLED", "false", "BALAS_BOT_LOOP_LIMIT", "0", PEOPLE, "false");
    try (var cluster = new TestCluster(settings, environment);
        var fake = FaultRun.fake(settings)) {
      fake.start();
      cluster.start();
      Instance ingest = cluster.instance("ingest-service", 0, 8000, 9000, List.of());
      List<Instance> bots = two(cluster, "bot-service", 8081, 9081);
      List<Instance> senders = two(cluster, "sender-service", 8082, 9082);
      List<Instance> all = Stream.of(List.of(ingest), bots, senders).flatMap(List::stream).toList();
      all.forEach(Instance::start);
      all.forEach(Instance::awaitReady);
      var named =
          new NamedMessages(
              new Customers(ingest.url(), ""),
              new Provider("http://localhost:" + fake.port(), TOKEN),
              prefix);
      List<Thread> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(writer -> Thread.ofVirtual().start(() -> write(named, writer)))
              .toList();
      pause(SIDE_BY_SIDE);
      upgrade(ingest, bots, senders);
      writing = false;
      writers.forEach(UpgradeRun::join);
      return judged(named);
    }
  }

  private static List<Instance> two(TestCluster cluster, String service, int port, int management) {
    return IntStream.range(0, 2)
        .mapToObj(number -> cluster.instance(service, number, port, management, List.of()))
        .toList();
  }

  private void upgrade(Instance ingest, List<Instance> bots, List<Instance> senders) {
    run("one bot-service of the new release", bots.getFirst(), present, Map.of());
    run("back to the old release", bots.getFirst(), before, Map.of());
    run("again to the new release", bots.getFirst(), present, Map.of());
    run("the other bot-service", bots.getLast(), present, Map.of());
    run("one sender-service", senders.getFirst(), present, Map.of());
    run("the other sender-service", senders.getLast(), present, Map.of());
    run("ingest-service", ingest, present, Map.of());
    Map<String, String> linked = Map.of(PEOPLE, "true");
    run("one bot-service that links numbers", bots.getFirst(), present, linked);
    run("the other bot-service", bots.getLast(), present, linked);
    run("ingest-service that links numbers", ingest, present, linked);
  }

  private static void run(
      String what, Instance instance, Path release, Map<String, String> variables) {
    long begun = System.nanoTime();
    instance.stop();
    instance.prepare(release, variables);
    instance.start();
    instance.awaitReady();
    IO.println("  %-36s ready after %5.1f s".formatted(what, (System.nanoTime() - begun) / 1e9));
    pause(SIDE_BY_SIDE);
  }

  // A customer is always written for by the same writer: the order of a chat is the order of its
  // messages.
  private void write(NamedMessages named, int writer) {
    for (int i = writer; writing; i += WRITERS) {
      Runnable message;
      synchronized (named) {
        message = named.next(i % CUSTOMERS);
      }
      message.run();
      pause(BETWEEN);
    }
  }

  // Complete, then quiet for a while, so that duplicates have time to appear.
  private static Verdict judged(NamedMessages named) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (named.judge().lost() > 0 && System.nanoTime() < deadline) {
      pause(Duration.ofSeconds(1));
    }
    pause(QUIET);
    Verdict verdict = named.judge();
    IO.println(verdict.summary());
    return verdict;
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
