package id.balas.system.bench;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.bench.load.Logins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// The login latency of users during 2,000 wrong logins, with bcrypt at its real cost. The service,
/// PostgreSQL and this run share the machine. A third of the guesses target the account of a user
/// who signs in.
final class AuthBench {

  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int WRONG = 2_000;
  private static final String PASSWORD = "rahasia-besar-7";
  private static final List<String> JVM =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

  private final ExecutorService threads;
  private final Logins logins;
  private int floods;

  /// `seconds` is the duration of the run, `pause` the time between two guesses.
  private record Flood(String name, int wrong, int addresses, int seconds, long pauseNanos) {}

  private AuthBench(ExecutorService threads, Logins logins) {
    this.threads = threads;
    this.logins = logins;
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/auth-bench"),
            15_000,
            "bench-token",
            "628110000001",
            "",
            Map.of());
    Map<String, String> environment =
        Map.of(
            "LOGGING_LEVEL_ID_BALAS", "WARN",
            "SECRET_KEY", "only-for-a-bench-that-nobody-else-reaches",
            "BALAS_ADMIN_PASSWORD", PASSWORD,
            // Simulates guesses from many addresses.
            "TRUSTED_PROXIES", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
    try (var workbench = new TestCluster(settings, environment);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      workbench.start();
      Instance auth = workbench.instance("auth-service", 0, 8080, 9080, jvm());
      auth.start();
      auth.awaitReady();
      new AuthBench(threads, new Logins(auth.url())).measure();
    }
  }

  // As in -Dbench.jvm=-XX:StartFlightRecording:filename=/tmp/auth.jfr
  private static List<String> jvm() {
    List<String> flags = new ArrayList<>(JVM);
    flags.addAll(List.of(System.getProperty("bench.jvm", "").split(" ", -1)));
    flags.removeIf(String::isBlank);
    return flags;
  }

  private void measure() {
    logins.register("home", PASSWORD);
    logins.register("away", PASSWORD);
    for (int i = 0; i < 20; i++) {
      logins.signIn("home", PASSWORD, "10.0.0.1");
    }
    // Warm-up: otherwise the first seconds measure the JIT compiler.
    var _ = guess(new Flood("warming up", 500, 50, 5, 10_000_000), floods++, System.nanoTime());
    IO.println(
        "auth-service, %s, bcrypt's cost 12, %d rounds".formatted(String.join(" ", JVM), RUNS));
    IO.println(
        "p50, p99 and longest in ms of who signs in where they are known / from a new address each time");
    for (Flood flood :
        List.of(
            new Flood("no wrong logins", 0, 1, 20, 0),
            new Flood("2,000 in 20 s from 50 addresses", WRONG, 50, 20, 10_000_000),
            new Flood("2,000 at once from 8 addresses", WRONG, 8, 10, 0),
            new Flood("2,000 at once from 500 addresses", WRONG, 500, 10, 0))) {
      measure(flood);
    }
  }

  private void measure(Flood flood) {
    List<Logins.Answer> known = new ArrayList<>();
    List<Logins.Answer> strange = new ArrayList<>();
    List<Logins.Answer> wrong = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      int number = floods++;
      long begun = System.nanoTime();
      Future<List<Logins.Answer>> guesses = threads.submit(() -> guess(flood, number, begun));
      Future<List<Logins.Answer>> fromElsewhere =
          threads.submit(() ->
              inTime(
                  begun + 600_000_000,
                  flood.seconds(),
                  1_000_000_000,
                  i -> logins.signIn("away", PASSWORD, address(12, number, i))));
      known.addAll(
          inTime(
              begun + 100_000_000,
              flood.seconds(),
              1_000_000_000,
              _ -> logins.signIn("home", PASSWORD, "10.0.0.1")));
      strange.addAll(Logins.result(fromElsewhere));
      wrong.addAll(Logins.result(guesses));
    }
    IO.println(
        "  %-34s %s / %s%s".formatted(flood.name(), times(known), times(strange), statuses(wrong)));
  }

  private List<Logins.Answer> guess(Flood flood, int number, long begun) {
    return inTime(
        begun,
        flood.wrong(),
        flood.pauseNanos(),
        i ->
            logins.signIn(
                i % 3 == 0 ? "home" : "guess-%d-%d".formatted(number, i),
                "wrong-password",
                address(11, number, i % flood.addresses())));
  }

  private interface Attempt {
    Logins.Answer of(int number);
  }

  /// The first at `begun`, each further one a pause later, whether or not earlier ones got a
  /// response.
  private List<Logins.Answer> inTime(long begun, int count, long pause, Attempt attempt) {
    List<Future<Logins.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      LockSupport.parkNanos(begun + i * pause - System.nanoTime());
      answers.add(threads.submit(() -> attempt.of(number)));
    }
    return answers.stream().map(Logins::result).toList();
  }

  private static String address(int net, int flood, int number) {
    return "%d.%d.%d.%d".formatted(net, flood, number >> 8, number & 255);
  }

  private static String times(List<Logins.Answer> answers) {
    double[] sorted = answers.stream().mapToDouble(Logins.Answer::millis).sorted().toArray();
    long refused = answers.stream().filter(answer -> answer.status() != 200).count();
    return "%.0f %.0f %.0f%s"
        .formatted(
            at(sorted, 0.5),
            at(sorted, 0.99),
            at(sorted, 1),
            refused == 0 ? "" : " (%d refused)".formatted(refused));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  private static String statuses(List<Logins.Answer> wrong) {
    Map<Integer, Integer> counts = new TreeMap<>();
    wrong.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
    return wrong.isEmpty() ? "" : ", the wrong ones " + counts;
  }
}
