package id.balas.system.faults;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.faults.IntakeJudge.Report;
import id.balas.system.load.FakeControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Customers write while ingest is killed, Kafka is down or silent and webhooks fail, arrive late
/// or out of order, or are lost. At the end every message of the provider must be in Kafka and
/// decided once.
final class IntakeFaultRun {

  private static final String TOKEN = "intake-fault-run-token";
  private static final String SECRET = "intake-fault-run-secret";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration HOPELESS = Duration.ofSeconds(45);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final IntakePlan plan;
  private final StackSettings settings;

  IntakeFaultRun(IntakePlan plan, StackSettings settings) {
    this.plan = plan;
    this.settings = settings;
  }

  static void main(String[] arguments) {
    IntakePlan plan = arguments[0].equals("brief") ? IntakePlan.brief() : IntakePlan.full();
    IntakePlan wanted = arguments[1].equals("no-scan") ? plan.withoutScan() : plan;
    Path root = Path.of("").toAbsolutePath();
    Report report =
        new IntakeFaultRun(
                wanted,
                settings(root, root.resolve("system-tests/target/intake-fault-run"), 23_000))
            .run();
    System.exit(report.isClean() ? 0 : 1);
  }

  static StackSettings settings(Path root, Path directory, int portOffset) {
    return new StackSettings(root, directory, portOffset, TOKEN, "628110000001", SECRET, Map.of());
  }

  Report run() {
    String prefix = "62" + (System.currentTimeMillis() / 1000) % 1_000_000;
    try (var workbench = new TestCluster(settings, environment());
        var fake = FaultRun.fake(settings)) {
      fake.start();
      workbench.start();
      Instance ingest = workbench.instance("ingest-service", 0, 8000, 9000, List.of());
      Instance bot = workbench.instance("bot-service", 0, 8081, 9081, List.of());
      ingest.start();
      bot.start();
      ingest.awaitReady();
      bot.awaitReady();
      String fakeUrl = "http://localhost:" + fake.port();
      var writers = new ProviderCustomers(plan, fakeUrl, prefix);
      Thread writing = Thread.ofPlatform().start(writers::write);
      happen(workbench, ingest, new FakeControl(fakeUrl, TOKEN));
      writers.stop();
      join(writing);
      return report(writers, new IntakeJudge(workbench.bootstrapServers(), workbench.jdbcUrl()));
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "WHAPI_SECRET", SECRET,
        "WHAPI_ADMINS", settings.whapiAdmins(),
        "BALAS_GAPS_ENABLED", "" + plan.scan(),
        "BALAS_GAPS_EVERY", "PT10S",
        "BALAS_GAPS_AFTER_TROUBLE", "PT5S",
        "BALAS_GAPS_SETTLE", "PT5S",
        "BALAS_GAPS_OVERLAP", "PT10S",
        "BALAS_GAPS_RETRY_WAIT", "PT1S",
        "BALAS_GAPS_LONGEST_RETRY_WAIT", "PT5S");
  }

  private void happen(TestCluster workbench, Instance ingest, FakeControl fake) {
    for (int i = 0; i < plan.kills(); i++) {
      timed("ingest killed", () -> restart(ingest));
    }
    timed(
        "Kafka down",
        () -> {
          workbench.killBroker();
          pause(plan.kafkaDown());
          workbench.startBroker();
        });
    timed("Kafka silent", () -> workbench.silenceBroker(plan.kafkaDown()));
    timed(
        "webhooks late and out of order",
        () -> {
          fake.fault("{\"kind\":\"reordered-webhooks\",\"share\":0.5}");
          fake.fault("{\"kind\":\"webhook-outage\"}");
          pause(plan.outage());
          fake.noMoreFaults();
        });
    timed(
        "webhooks lost for good",
        () -> {
          fake.settings("{\"callback_persist\":false}");
          fake.fault("{\"kind\":\"webhook-outage\"}");
          pause(plan.outage());
          fake.forgetCallbacks();
          fake.noMoreFaults();
        });
    timed("ingest killed while it fills in", () -> restart(ingest));
  }

  private static void restart(Instance ingest) {
    ingest.kill();
    ingest.start();
    ingest.awaitReady();
  }

  private static void timed(String what, Runnable trouble) {
    pause(BETWEEN);
    long begun = System.nanoTime();
    trouble.run();
    IO.println("%s: %.1f s".formatted(what, (System.nanoTime() - begun) / 1e9));
  }

  // With the scan: until all messages are there. Without it: until no more arrive.
  private Report report(ProviderCustomers writers, IntakeJudge judge) {
    long deadline = System.nanoTime() + (plan.scan() ? PATIENCE : HOPELESS).toNanos();
    Report report = judge.judge(writers.sent());
    while (!report.isClean() && System.nanoTime() < deadline) {
      pause(LOOK_EVERY);
      report = judge.judge(writers.sent());
    }
    IO.println(
        "sent %d: missing %d, undecided %d, decided twice %d; filled in by scans alone %d, twice on the log %d"
            .formatted(
                report.sent(),
                report.missing(),
                report.undecided(),
                report.doubled(),
                report.filled(),
                report.twice()));
    return report;
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
