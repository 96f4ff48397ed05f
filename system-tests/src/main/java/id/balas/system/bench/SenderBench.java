package id.balas.system.bench;

import id.balas.fakewhapi.FakeWhapi;
import id.balas.fakewhapi.FakeWhapiSettings;
import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.bench.load.PairedRuns;
import id.balas.system.bench.load.ProcessMemory;
import id.balas.system.load.FakeControl;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// How many messages a second one sender delivers, with Kafka, PostgreSQL, the fake Whapi and this
/// run on the same machine: a provider that answers at once, one that answers as slowly as the real
/// one, and one chat that is refused all the time beside the others.
final class SenderBench {

  private static final String TOKEN = "bench-token";
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int WARM_UP = 30_000;
  private static final int AT_ONCE = 30_000;
  private static final int SLOW = 40_000;
  private static final int CHATS = 5_000;
  private static final List<String> JVM =
      List.of(
          "-Xmx168m",
          // What waits for its answer grows old: let it have the most of the heap.
          "-Xmn24m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final OutboundBacklog backlog;
  private final FakeControl fake;
  private final Instance sender;

  private SenderBench(OutboundBacklog backlog, FakeControl fake, Instance sender) {
    this.backlog = backlog;
    this.fake = fake;
    this.sender = sender;
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/sender-bench"),
            22_000,
            TOKEN,
            "628110000001",
            "",
            Map.of());
    Map<String, String> environment =
        Map.of(
            "BALAS_PACING_ENABLED", "false",
            "LOGGING_LEVEL_ID_BALAS", "WARN",
            // Many short-lived threads would each keep their own arena.
            "MALLOC_ARENA_MAX", "2");
    try (var workbench = new TestCluster(settings, environment);
        var whapi = new FakeWhapi(whapi(settings))) {
      whapi.start();
      workbench.start();
      var fake = new FakeControl("http://localhost:" + whapi.port(), TOKEN);
      fake.echoes("off");
      var backlog = new OutboundBacklog(workbench.bootstrapServers(), fake);
      IO.println(
          "sender-service, %s, %d chats, medians of %d"
              .formatted(String.join(" ", JVM.subList(0, 5)), CHATS, RUNS));
      with(
          workbench.instance("sender-service", 0, 8082, 9082, flags()),
          sender -> {
            var bench = new SenderBench(backlog, fake, sender);
            bench.warmUp(5);
            bench.measure("provider answers at once", AT_ONCE);
            bench.compareWithAChatInRetries();
          });
      // All chats wait for their response at once.
      with(
          workbench.instance(
              "sender-service", 1, 8082, 9082, flags("-Dbalas.whapi.in-flight=" + CHATS)),
          sender -> {
            var bench = new SenderBench(backlog, fake, sender);
            bench.warmUp(2);
            fake.fault("{\"kind\":\"slow\"}");
            bench.measure("provider takes 0.4 to 7 s", SLOW);
            fake.noMoreFaults();
          });
    }
  }

  private static void with(Instance sender, Consumer<Instance> work) {
    sender.start();
    sender.awaitReady();
    work.accept(sender);
    sender.stop();
  }

  // As in -Dbench.jvm=-XX:StartFlightRecording:filename=/tmp/sender.jfr
  private static List<String> flags(String... more) {
    List<String> flags = new ArrayList<>(JVM);
    flags.addAll(List.of(more));
    flags.addAll(List.of(System.getProperty("bench.jvm", "").split(" ")));
    flags.removeIf(String::isBlank);
    return flags;
  }

  private static FakeWhapiSettings whapi(StackSettings settings) {
    URI nowhere = URI.create("http://localhost:" + settings.port(8000) + "/webhook/whapi");
    return new FakeWhapiSettings(
        URI.create("http://localhost:" + settings.port(8090)),
        TOKEN,
        nowhere,
        "",
        null,
        null,
        List.of());
  }

  private void warmUp(int rounds) {
    double[] rates = new double[rounds];
    Arrays.setAll(rates, _ -> backlog.deliver(WARM_UP, CHATS));
    IO.println(
        "  warming up: "
            + DoubleStream.of(rates).mapToObj("%.0f"::formatted).collect(Collectors.joining(", ")));
  }

  private void measure(String what, int messages) {
    double[] rates = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      rates[i] = backlog.deliver(messages, CHATS);
    }
    say(what, rates);
  }

  private void say(String what, double[] rates) {
    IO.println(
        "  %-32s %6.0f messages/s (%.0f to %.0f), RSS %d MB"
            .formatted(
                what,
                PairedRuns.median(rates),
                DoubleStream.of(rates).min().orElse(0),
                DoubleStream.of(rates).max().orElse(0),
                new ProcessMemory(sender.process().pid()).residentMegabytes()));
  }

  // Alternates the order in every other pair, so that other changes affect both.
  private void compareWithAChatInRetries() {
    double[] without = new double[RUNS];
    double[] with = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      String refused = backlog.chatToRefuse();
      if (i % 2 == 0) {
        without[i] = besideRefused(backlog.chatToRefuse());
      }
      backlog.writeTo(refused);
      with[i] = besideRefused(refused);
      if (i % 2 == 1) {
        without[i] = besideRefused(backlog.chatToRefuse());
      }
    }
    say("without a chat in retries", without);
    say("with a chat in retries", with);
  }

  // A response after which only the message waits; a 429 would slow the whole channel. The fake
  // checks the fault at each call, even without messages for that chat.
  private double besideRefused(String chatId) {
    fake.fault("{\"kind\":\"500-before-storing\",\"chatId\":\"" + chatId + "\"}");
    double rate = backlog.deliver(AT_ONCE, CHATS);
    fake.noMoreFaults();
    return rate;
  }
}
