package id.balas.system.bench;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// How many inputs a second one bot decides, and how long one takes from the record that comes in
/// to the record that goes out, with Kafka, PostgreSQL and this run on the same machine.
/// `-Dbench.messages` and `-Dbench.chats` are the backlog of each run, `-Dbench.stored` the
/// messages that the database has before (ten to a chat, none at first).
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
            24_000,
            "bench-token",
            "628110000001",
            "",
            Map.of());
    try (var workbench =
        new TestCluster(
            settings, Map.of("LOGGING_LEVEL_ID_BALAS", "WARN", "MALLOC_ARENA_MAX", "2"))) {
      workbench.start();
      fill(workbench);
      var questions = new Questions(workbench.bootstrapServers(), CHATS);
      IO.println(
          "bot-service, %s, %d messages of %d chats, medians of %d"
              .formatted(String.join(" ", JVM.subList(0, 3)), MESSAGES, CHATS, RUNS));
      // First with it, on an empty log: else it would have all of the other's to catch up.
      measure(workbench, questions, true);
      measure(workbench, questions, false);
    }
  }

  private static void fill(TestCluster workbench) {
    int stored = Stored.messagesOr(0);
    if (stored > 0) {
      Instance bot = workbench.instance("bot-service", 1, 8081, 9081, List.of());
      bot.start();
      bot.awaitReady();
      bot.stop();
      new Stored(workbench.jdbcUrl(), stored / 10, stored).fill();
    }
  }

  private static void measure(TestCluster workbench, Questions questions, boolean withHistory) {
    Instance bot = workbench.instance("bot-service", 0, 8081, 9081, flags(withHistory));
    bot.start();
    bot.awaitReady();
    var history = new Recorded(bot, questions, withHistory);
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
                median(decided),
                least(decided),
                most(decided),
                Memory.residentMegabytes(bot.process().pid())));
    if (withHistory) {
      IO.println(
          "  %-32s %6.0f inputs/s (%.0f to %.0f)"
              .formatted(
                  "until they and answers are recorded",
                  median(recorded),
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

  private static double median(double[] values) {
    return at(DoubleStream.of(values).sorted().toArray(), 0.5);
  }
}
