package id.balas.system.bench;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.bench.load.PairedRuns;
import id.balas.system.bench.load.ProcessMemory;
import id.balas.system.bench.load.SteadyLoad;
import id.balas.system.bench.load.Wrk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Compares the webhook with endpoints of the same process that read the body, or publish it as it
/// is, and respond. Both get the same bodies, in alternating order. Kafka and the load generator
/// run on the same machine.
final class IngestBench {

  private static final String SECRET = "the-secret-of-the-bench";
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);
  private static final int MINUTES = Integer.getInteger("bench.minutes", 3);
  private static final Set<String> PARTS =
      Set.of(
          System.getProperty("bench.parts", "throughput,steady,median,batch,flood,soak")
              .split(","));
  private static final int STEADY_RATE = 3_000;
  private static final int FLOOD_RATE = 2_000;
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-Xmn64m",
          "-XX:SurvivorRatio=2",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final PairedRuns runs = new PairedRuns(RUNS);
  private final Wrk single;
  private final Wrk fifty;
  private final Instance ingest;
  private final String webhook;
  private final String endpoint;
  private final String servlet;
  private final String publishing;

  private IngestBench(Path directory, Instance ingest) {
    this.single = new Wrk(directory, SECRET, 5_000, 1);
    this.fifty = new Wrk(directory, SECRET, 200, 50);
    this.ingest = ingest;
    this.webhook = ingest.url() + "/webhook/whapi/messages/post";
    this.endpoint = ingest.url() + "/baseline/endpoint";
    this.servlet = ingest.url() + "/webhook/whapi/baseline";
    this.publishing = ingest.url() + "/baseline/publish";
  }

  static void main() {
    if (!Wrk.isInstalled()) {
      throw new IllegalStateException(
          "The load generator wrk is missing: install it (apt-get install wrk).");
    }
    Path root = Path.of("").toAbsolutePath();
    Path directory = root.resolve("system-tests/target/ingest-bench");
    var settings =
        new StackSettings(root, directory, 15_000, "bench-token", "628110000001", SECRET, Map.of());
    // Many short-lived threads would each keep their own arena.
    Map<String, String> environment =
        Map.of("WHAPI_SECRET", SECRET, "SPRING_PROFILES_ACTIVE", "bench", "MALLOC_ARENA_MAX", "2");
    try (var workbench = new TestCluster(settings, environment)) {
      workbench.start();
      List<String> jvm =
          Stream.concat(JVM.stream(), Stream.of(System.getProperty("bench.jvm", "").split(" ")))
              .filter(flag -> !flag.isBlank())
              .toList();
      Instance ingest =
          workbench
              .instance("ingest-service", 0, 8000, 9000, jvm)
              .beside(baselineClasses(root, directory), "id.balas.ingest.IngestService");
      ingest.start();
      ingest.awaitReady();
      new IngestBench(directory, ingest).run();
    }
  }

  // No other test class may be on the service's class path.
  private static Path baselineClasses(Path root, Path directory) {
    Path from = root.resolve("ingest-service/target/test-classes/id/balas/ingest/bench");
    Path to = directory.resolve("baseline/id/balas/ingest/bench");
    try (Stream<Path> classes = Files.list(from)) {
      Files.createDirectories(to);
      for (Path each : classes.toList()) {
        Files.write(to.resolve(each.getFileName().toString()), Files.readAllBytes(each));
      }
      return directory.resolve("baseline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    IO.println(
        "ingest-service, %s, medians of %d".formatted(String.join(" ", JVM.subList(0, 7)), RUNS));
    for (int i = 0; i < 3; i++) {
      single.run(webhook, 256, SECONDS);
      single.run(endpoint, 256, SECONDS);
      single.run(servlet, 256, SECONDS);
      single.run(publishing, 256, SECONDS);
    }
    if (PARTS.contains("throughput")) {
      throughput(endpoint, "an endpoint that reads and answers");
      throughput(servlet, "a bare servlet");
      throughput(publishing, "an endpoint that publishes the body");
    }
    if (PARTS.contains("steady")) {
      steady(endpoint, "an endpoint that reads and answers");
      steady(servlet, "a bare servlet");
    }
    if (PARTS.contains("median")) {
      IO.println(
          "  p50 at 64 connections: %.2f ms"
              .formatted(runs.median(i -> single.run(webhook, 64, SECONDS).p50())));
    }
    if (PARTS.contains("batch")) {
      batch();
    }
    if (PARTS.contains("flood")) {
      flood();
    }
    if (PARTS.contains("soak")) {
      soak();
    }
  }

  private void throughput(String baseline, String what) {
    double[] ours = new double[RUNS];
    double[] base = new double[RUNS];
    runs.inBothOrders(
        i -> ours[i] = single.run(webhook, 256, SECONDS).rate(),
        i -> base[i] = single.run(baseline, 256, SECONDS).rate());
    compare("requests/s at 256 connections, next to " + what, ours, base);
  }

  private void steady(String baseline, String what) {
    double[] ours = new double[RUNS];
    double[] base = new double[RUNS];
    var toUs = new SteadyLoad(webhook, SECRET, STEADY_RATE, 200);
    var toBase = new SteadyLoad(baseline, SECRET, STEADY_RATE, 200);
    toUs.run(SECONDS);
    toBase.run(SECONDS);
    runs.inBothOrders(
        i -> ours[i] = p99(toUs.run(SECONDS)), i -> base[i] = p99(toBase.run(SECONDS)));
    compare("p99 in ms at " + STEADY_RATE + "/s, next to " + what, ours, base);
  }

  private static double p99(double[] sorted) {
    return sorted[sorted.length * 99 / 100];
  }

  private void batch() {
    double[] one = new double[RUNS];
    double[] many = new double[RUNS];
    runs.inBothOrders(
        i -> one[i] = single.run(webhook, 64, SECONDS).rate(),
        i -> many[i] = fifty.run(webhook, 64, SECONDS).rate());
    compare("bodies/s of 1 message, beside those of 50", one, many);
  }

  // Requests without the secret, far above the rate limit of one address. Generating them takes
  // processor time too. The same number of requests to a bare servlet shows that share.
  private void flood() {
    flood("no other load", () -> {});
    var beside = new SteadyLoad(servlet, "wrong", FLOOD_RATE, 200);
    flood("as many requests to a bare servlet", () -> beside.run(SECONDS + 1));
  }

  private void flood(String what, Runnable instead) {
    double[] without = new double[RUNS];
    double[] flooded = new double[RUNS];
    var rejected = new SteadyLoad(webhook, "wrong", FLOOD_RATE, 401);
    runs.inBothOrders(
        i -> without[i] = rateBeside(instead),
        i -> flooded[i] = rateBeside(() -> rejected.run(SECONDS + 1)));
    compare(
        "requests/s next to " + FLOOD_RATE + "/s of rejected requests, and next to " + what,
        flooded,
        without);
  }

  private double rateBeside(Runnable others) {
    var started = CompletableFuture.runAsync(others);
    double rate = single.run(webhook, 64, SECONDS).rate();
    started.join();
    return rate;
  }

  private void soak() {
    var load = new SteadyLoad(webhook, SECRET, STEADY_RATE, 200);
    long early = 0;
    long resident = 0;
    for (int minute = 1; minute <= MINUTES; minute++) {
      load.run(60);
      resident = Math.max(resident, memory().residentMegabytes());
      if (minute == Math.min(2, MINUTES)) {
        early = memory().heapKilobytesAfterGc();
      }
    }
    IO.println(
        "  %d min at %d/s: heap after GC %d KB in minute 2, %d KB at the end; RSS at most %d MB"
            .formatted(MINUTES, STEADY_RATE, early, memory().heapKilobytesAfterGc(), resident));
  }

  private ProcessMemory memory() {
    return new ProcessMemory(ingest.process().pid());
  }

  private void compare(String what, double[] ours, double[] base) {
    IO.println(
        "  %s: %s against %s, ratio %.2f; RSS %d MB"
            .formatted(
                what,
                PairedRuns.summary(ours),
                PairedRuns.summary(base),
                PairedRuns.median(ours) / PairedRuns.median(base),
                memory().residentMegabytes()));
  }
}
