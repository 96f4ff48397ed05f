package id.balas.system.faults;

import id.balas.fakewhapi.FakeWhapi;
import id.balas.fakewhapi.FakeWhapiSettings;
import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Provider;
import id.balas.system.load.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Two senders deliver while the provider fails in every known way and processes die. At the end
/// the provider's history must show every message once and in order per chat. No automatic message
/// may follow an agent's takeover.
final class FaultRun {

  private static final String TOKEN = "fault-run-token";
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration AHEAD = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(5);

  /// What was seen. `overPeople` are automatic messages that started after a person took over.
  record Report(Verdict verdict, int overPeople, Map<String, Integer> evidence) {
    boolean isClean() {
      return verdict.isClean() && overPeople == 0;
    }
  }

  private final Plan plan;
  private final StackSettings settings;

  FaultRun(Plan plan, StackSettings settings) {
    this.plan = plan;
    this.settings = settings;
  }

  static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[2]);
    Plan plan = arguments[0].equals("brief") ? Plan.brief(seed) : Plan.full(seed);
    Plan wanted =
        switch (arguments[1]) {
          case "no-reconciliation" -> plan.withoutReconciliation();
          case "no-fence" -> plan.withoutFence();
          default -> plan;
        };
    Path root = Path.of("").toAbsolutePath();
    Report report =
        new FaultRun(wanted, settings(root, root.resolve("system-tests/target/fault-run"), 20_000))
            .run();
    System.exit(report.isClean() ? 0 : 1);
  }

  static StackSettings settings(Path root, Path directory, int portOffset) {
    return new StackSettings(root, directory, portOffset, TOKEN, "628110000001", "", Map.of());
  }

  Report run() {
    String prefix = "62" + (System.currentTimeMillis() / 1000) % 1_000_000;
    try (var workbench = new TestCluster(settings, environment());
        var fake = fake(settings)) {
      fake.start();
      workbench.start();
      Instance ingest = workbench.instance("ingest-service", 0, 8000, 9000, List.of());
      List<Instance> senders =
          List.of(
              workbench.instance("sender-service", 0, 8082, 9082, List.of()),
              workbench.instance("sender-service", 1, 8082, 9082, List.of()));
      if (plan.silence().isPositive()) {
        senders.getLast().ahead(AHEAD);
      }
      ingest.start();
      senders.forEach(Instance::start);
      ingest.awaitReady();
      senders.forEach(Instance::awaitReady);
      var control = new FakeControl("http://localhost:" + fake.port(), TOKEN);
      control.echoes("as-logged");
      control.allFaults(plan.share(), plan.seed());
      var feed = new OutboundFeed(plan, prefix, workbench.bootstrapServers());
      Thread writing = Thread.ofPlatform().start(feed::write);
      new ProcessFaults(plan, workbench, senders, control).happen();
      join(writing);
      return report(
          feed,
          prefix,
          new DeliveryJudge(
              workbench.jdbcUrl(), new Provider("http://localhost:" + fake.port(), TOKEN)));
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "BALAS_WHAPI_READ_TIMEOUT",
        READ_TIMEOUT.toString(),
        "BALAS_WHAPI_CONNECT_TIMEOUT",
        "PT2S",
        "BALAS_WHAPI_PROBE_EVERY",
        "PT1S",
        "BALAS_SENDER_UNKNOWN_WAIT",
        UNKNOWN_WAIT.toString(),
        "BALAS_SENDER_LONGEST_RETRY_WAIT",
        "PT5S",
        "BALAS_SENDER_RECONCILE",
        "" + plan.reconcile(),
        "BALAS_SENDER_FENCE",
        "" + plan.fence(),
        "BALAS_PACING_ENABLED",
        "false");
  }

  /// The provider of a run, at the port of `settings`, with its webhook at the first
  /// ingest-service.
  static FakeWhapi fake(StackSettings settings) {
    return new FakeWhapi(
        new FakeWhapiSettings(
            URI.create("http://localhost:" + settings.port(8090)),
            settings.whapiToken(),
            URI.create("http://localhost:" + settings.port(8000) + "/webhook/whapi"),
            settings.whapiSecret(),
            FakeWhapiSettings.USUAL_ECHO,
            null,
            List.of()));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Complete, then quiet for a while, so that duplicates have time to appear.
  private static Report report(OutboundFeed feed, String prefix, DeliveryJudge judge) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while ((judge.known() < feed.written() || judge.open() > 0) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    LockSupport.parkNanos(QUIET.toNanos());
    feed.close();
    Report report =
        new Report(
            judge.verdict(prefix, feed.expected()),
            judge.startedOver(feed.takenOver(), READ_TIMEOUT.plusSeconds(2)),
            judge.evidence());
    Verdict verdict = report.verdict();
    IO.println(verdict.summary() + "; automatic over a person " + report.overPeople());
    report
        .evidence()
        .forEach(
            (kind, count) -> IO.println("  unknown results by %-10s %d".formatted(kind, count)));
    return report;
  }
}
