package id.balas.system.faults.bot;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.faults.bot.BotJudge.Report;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Customers write while two bots, then three, are killed, frozen and restarted, and Kafka and
/// PostgreSQL are killed and fall silent. The clock of every second bot is ahead. At the end every
/// message is decided once. Every chat got its expected replies in order and has its expected mode.
public final class BotFaultRun {

  private static final int CHATS = 200;
  private static final int PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration AHEAD = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /// `freeze` is longer than the time after which Kafka gives a bot's partitions to another.
  /// `silence` is longer than the time limits of the connections.
  record BotPlan(
      int kills, int restarts, Duration freeze, Duration silence, Duration between, long seed) {

    static BotPlan full(long seed) {
      return new BotPlan(
          20, 6, Duration.ofSeconds(20), Duration.ofSeconds(45), Duration.ofSeconds(3), seed);
    }

    /// The short plan for every build, without silence and with one clock.
    static BotPlan brief(long seed) {
      return new BotPlan(2, 1, Duration.ofSeconds(12), Duration.ZERO, Duration.ofSeconds(1), seed);
    }
  }

  private final BotPlan plan;
  private final StackSettings settings;
  private final Random random;

  BotFaultRun(BotPlan plan, StackSettings settings) {
    this.plan = plan;
    this.settings = settings;
    this.random = new Random(plan.seed());
  }

  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[2]);
    BotPlan plan = arguments[0].equals("brief") ? BotPlan.brief(seed) : BotPlan.full(seed);
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/bot-fault-run"),
            21_500,
            "bot-fault-run-token",
            "628110000001",
            "",
            Map.of());
    System.exit(new BotFaultRun(plan, settings).run().isClean() ? 0 : 1);
  }

  Report run() {
    String prefix = "62" + (System.currentTimeMillis() / 1000) % 1_000_000;
    // The customers write more than any person does, so the loop limit is off.
    var environment =
        Map.of(
            "LOGGING_LEVEL_ID_BALAS",
            "WARN",
            "BALAS_BOT_LOOP_LIMIT",
            "0",
            "BALAS_PEOPLE_WRITE",
            "true");
    try (var workbench = new TestCluster(settings, environment)) {
      workbench.start();
      List<Instance> bots = new ArrayList<>();
      add(bots, workbench);
      markMovedIn(workbench.jdbcUrl());
      add(bots, workbench);
      var customers =
          new CustomerFeed(prefix, CHATS, PER_SECOND, plan.seed(), workbench.bootstrapServers());
      Thread writing = Thread.ofPlatform().start(customers::write);
      List<Runnable> troubles = troubles(bots, workbench);
      troubles.subList(0, troubles.size() / 2).forEach(this::happen);
      timed("a third bot", () -> add(bots, workbench));
      troubles.subList(troubles.size() / 2, troubles.size()).forEach(this::happen);
      customers.stop();
      join(writing);
      return report(customers, new BotJudge(workbench.bootstrapServers(), workbench.jdbcUrl()));
    }
  }

  // Otherwise a bot finds the open chats 10 s after its start and lets these customers wait: who
  // then asks for a person gets no reply, which the expected replies do not know.
  private static void markMovedIn(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO bot.steps VALUES ('find-open-chats', now())");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(List<Instance> bots, TestCluster workbench) {
    Instance bot = workbench.instance("bot-service", bots.size(), 8081, 9081, List.of());
    if (bots.size() % 2 == 1 && plan.silence().isPositive()) {
      bot.ahead(AHEAD);
    }
    bot.start();
    bot.awaitReady();
    bots.add(bot);
  }

  private List<Runnable> troubles(List<Instance> bots, TestCluster workbench) {
    List<Runnable> all = new ArrayList<>();
    all.addAll(
        Collections.nCopies(
            plan.kills(), () -> timed("bot killed", () -> startOver(any(bots), true))));
    all.addAll(
        Collections.nCopies(
            plan.restarts(), () -> timed("bot restarted", () -> startOver(any(bots), false))));
    all.addAll(Collections.nCopies(2, () -> timed("bot frozen", () -> freeze(any(bots)))));
    all.add(() -> timed("Kafka killed", workbench::killAndRestartBroker));
    all.add(() -> timed("PostgreSQL killed", workbench::killAndRestartDatabase));
    if (plan.silence().isPositive()) {
      all.add(() -> timed("Kafka silent", () -> workbench.silenceBroker(plan.silence())));
      all.add(() -> timed("PostgreSQL silent", () -> workbench.silenceDatabase(plan.silence())));
    }
    Collections.shuffle(all, random);
    return all;
  }

  private void happen(Runnable trouble) {
    pause(plan.between());
    trouble.run();
  }

  private static void startOver(Instance bot, boolean kill) {
    if (kill) {
      bot.kill();
    } else {
      bot.stop();
    }
    bot.start();
    bot.awaitReady();
  }

  private void freeze(Instance bot) {
    bot.signal("STOP");
    pause(plan.freeze());
    bot.signal("CONT");
  }

  private Instance any(List<Instance> bots) {
    return bots.get(random.nextInt(bots.size()));
  }

  private static Report report(CustomerFeed customers, BotJudge judge) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Report report = judge.judge(customers);
    while (!report.isClean() && System.nanoTime() < deadline) {
      pause(LOOK_EVERY);
      report = judge.judge(customers);
    }
    IO.println(
        "written %d, decided %d: chats with other replies %d, replies under two ids %d, chats in another mode %d, last states that are wrong %d"
            .formatted(
                report.written(),
                report.decided(),
                report.wrongReplies(),
                report.doubled(),
                report.wrongModes(),
                report.wrongStates()));
    return report;
  }

  private static void timed(String what, Runnable trouble) {
    long begun = System.nanoTime();
    trouble.run();
    IO.println("  %-20s %5.1f s".formatted(what, (System.nanoTime() - begun) / 1e9));
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
