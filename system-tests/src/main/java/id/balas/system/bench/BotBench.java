package id.balas.system.bench;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.bench.load.PairedRuns;
import id.balas.system.bench.load.ProcessMemory;
import id.balas.system.load.StoredChats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// The throughput of one bot in inputs per second, and the latency from input record to output
/// record. Kafka, PostgreSQL and this run share the machine. `-Dbench.messages` and `-Dbench.chats`
/// set the backlog of each run, `-Dbench.stored` the messages already in the database (ten per
/// chat, none by default).
final class BotBench {

  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);
  private static final int MESSAGES = Integer.getInteger("bench.messages", 200_000);
  private static final int CHATS = Integer.getInteger("bench.chats", 100_000);
  private static final int WARM_UP = 50_000;
  private static final int STEADY = 200;
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private BotBench() {}

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/bot-bench"),
            17_000,
            "bench-token",
            "628110000001",
            "",
            Map.of());
    try (var workbench =
        new TestCluster(
            settings, Map.of("LOGGING_LEVEL_ID_BALAS", "WARN", "MALLOC_ARENA_MAX", "2"))) {
      workbench.start();
      fill(workbench);
      var questions = new QuestionLoad(workbench.bootstrapServers(), CHATS);
      IO.println(
          "bot-service, %s, %d messages of %d chats, medians of %d"
              .formatted(String.join(" ", JVM.subList(0, 3)), MESSAGES, CHATS, RUNS));
      // First with the history, on an empty topic: otherwise it would have to catch up first.
      measure(workbench, questions, true);
      measure(workbench, questions, false);
    }
  }

  private static void fill(TestCluster workbench) {
    int stored = StoredChats.messagesOr(0);
    if (stored > 0) {
      Instance bot = workbench.instance("bot-service", 1, 8081, 9081, List.of());
      bot.start();
      bot.awaitReady();
      bot.stop();
      new StoredChats(workbench.jdbcUrl(), stored / 10, stored).fill();
    }
  }

  private static void measure(TestCluster workbench, QuestionLoad questions, boolean withHistory) {
    Instance bot = workbench.instance("bot-service", 0, 8081, 9081, flags(withHistory));
    bot.start();
    bot.awaitReady();
    var history = new HistoryWrites(bot, questions, withHistory);
    for (int i = 0; i < 3; i++) {
      IO.println("  warming up: %.0f".formatted(questions.backlog(bot, WARM_UP)));
      var _ = history.await();
    }
    double[] decided = new double[RUNS];
    double[] recorded = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      decided[i] = questions.backlog(bot, MESSAGES);
      recorded[i] = MESSAGES / history.await();
    }
    IO.println(
        "  %-32s %6.0f inputs/s (%.0f to %.0f), RSS %d MB"
            .formatted(
                withHistory ? "a backlog, with the history" : "a backlog, alone",
                PairedRuns.median(decided),
                least(decided),
                most(decided),
                new ProcessMemory(bot.process().pid()).residentMegabytes()));
    if (withHistory) {
      IO.println(
          "  %-32s %6.0f inputs/s (%.0f to %.0f)"
              .formatted(
                  "until they and answers are recorded",
                  PairedRuns.median(recorded),
                  least(recorded),
                  most(recorded)));
    }
    for (int i = 0; i < RUNS; i++) {
      double[] latencies = questions.steadily(STEADY, SECONDS);
      IO.println(
          "  %d a second: record in to record out p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
              .formatted(
                  STEADY,
                  at(latencies, 0.5),
                  at(latencies, 0.99),
                  latencies[latencies.length - 1]));
    }
    bot.stop();
  }

  private static double least(double[] values) {
    return DoubleStream.of(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return DoubleStream.of(values).max().orElse(0);
  }

  // As in -Dbench.jvm=-XX:StartFlightRecording:filename=/tmp/bot.jfr
  private static List<String> flags(boolean withHistory) {
    List<String> flags = new ArrayList<>(JVM);
    flags.addAll(List.of(System.getProperty("bench.jvm", "").split(" ", -1)));
    flags.add("-Dbalas.bot.history.enabled=" + withHistory);
    flags.removeIf(String::isBlank);
    return flags;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }
}
