package id.balas.system.bench;

import id.balas.fakewhapi.FakeWhapi;
import id.balas.fakewhapi.FakeWhapiSettings;
import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.bench.load.SlowClients;
import id.balas.system.bench.load.SteadyClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The latency of usual clients while 3,000 slow ones (`bench.clients`) hold connections: with
/// heads and with bodies that trickle, at each public port in turn, and then [SlowUploads].
/// Measures all, and fails at the end if a usual client was refused or a p99 is 250 ms or more. The
/// services have the memory of docker-compose.yml.
final class SlowBench {

  private static final int CLIENTS = Integer.getInteger("bench.clients", 3_000);
  private static final double MOST_MILLIS = 250;
  private static final Duration PAUSE = Duration.ofSeconds(3);
  static final String PASSWORD = "rahasia-besar-7";

  private static final String TOKEN = "bench-token";
  private static final String SECRET = "only-for-a-bench";
  private static final List<String> JVM =
      List.of(
          "-Xmx512m", "-XX:+UseSerialGC", "-XX:MetaspaceSize=128m", "-XX:+UseCompactObjectHeaders");

  private static final String HEAD = "POST %s HTTP/1.1\r\nHost: a\r\nX-Slow: ";
  private static final String BODY =
      "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Webhook-Secret: "
          + SECRET
          + "\r\nContent-Length: 60000\r\n\r\n{";

  private SlowBench() {}

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/slow-bench"),
            17_000,
            TOKEN,
            "628110000001",
            "",
            Map.of());
    try (var whapi = new FakeWhapi(whapi(settings));
        var cluster = new TestCluster(settings, environment(settings))) {
      whapi.start();
      cluster.start();
      Instance ingest = cluster.instance("ingest-service", 0, 8000, 9000, JVM);
      Instance auth = cluster.instance("auth-service", 0, 8080, 9080, JVM);
      Instance sender = cluster.instance("sender-service", 0, 8082, 9082, JVM);
      List<Instance> all = List.of(ingest, auth, sender);
      all.forEach(Instance::start);
      all.forEach(Instance::awaitReady);
      List<String> failures =
          Stream.concat(connections(ingest.url(), auth.url()), uploads(auth.url()))
              .filter(failure -> !failure.isEmpty())
              .toList();
      if (!failures.isEmpty()) {
        throw new IllegalStateException(String.join("; ", failures));
      }
    }
  }

  private static Map<String, String> environment(StackSettings settings) {
    return Map.of(
        "WHAPI_SECRET",
        SECRET,
        "SECRET_KEY",
        "only-for-a-bench-that-nobody-else-reaches",
        "BALAS_ADMIN_PASSWORD",
        PASSWORD,
        "BALAS_AUTH_URL",
        "http://localhost:" + settings.port(8080),
        "BALAS_SENDER_URL",
        "http://localhost:" + settings.port(8082));
  }

  private static FakeWhapiSettings whapi(StackSettings settings) {
    return new FakeWhapiSettings(
        URI.create(settings.whapiUrl()),
        TOKEN,
        URI.create("http://localhost:" + settings.port(8000) + "/webhook/whapi"),
        SECRET,
        null,
        null,
        List.of());
  }

  private static Stream<String> connections(String ingest, String auth) {
    String webhook =
        "POST /webhook/whapi HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Webhook-Secret: "
            + SECRET
            + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    String keys = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    return Stream.of(
        measure("8000, heads", ingest, HEAD.formatted("/webhook/whapi"), webhook),
        measure("8000, bodies", ingest, BODY.formatted("/webhook/whapi"), webhook),
        measure("8080, heads", auth, HEAD.formatted("/auth/login"), keys),
        measure("8080, bodies", auth, BODY.formatted("/auth/login"), keys));
  }

  private static Stream<String> uploads(String auth) {
    return Stream.of(new SlowUploads(auth).measure());
  }

  private static String measure(String name, String url, String beginning, String request) {
    var usual = new SteadyClients(url, request);
    var _ = usual.run(5);
    try (var slow = SlowClients.start(url, CLIENTS, beginning, PAUSE)) {
      LockSupport.parkNanos(PAUSE.plusSeconds(1).toNanos());
      int open = slow.open();
      double[] latencies = usual.run(30);
      double p99 = latencies[(int) (latencies.length * 0.99)];
      IO.println(
          "%s: %d slow clients (%d open at the start, %d ended), %d refused, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
              .formatted(
                  name,
                  CLIENTS,
                  open,
                  slow.ended(),
                  usual.refused(),
                  latencies[latencies.length / 2],
                  p99,
                  latencies[latencies.length - 1]));
      return usual.refused() > 0 || p99 >= MOST_MILLIS
          ? name + ": slow clients keep others out"
          : "";
    }
  }
}
