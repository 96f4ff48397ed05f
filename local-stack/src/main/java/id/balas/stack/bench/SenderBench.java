package id.balas.stack.bench;

import id.balas.stack.StackSettings;
import id.balas.stack.Workbench;
import id.balas.stack.Workbench.Instance;
import id.balas.stack.fakewhapi.FakeWhapi;
import id.balas.stack.fakewhapi.FakeWhapiSettings;
import id.balas.stack.load.FakeControl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// How many messages a second one sender delivers, with Kafka, PostgreSQL, the fake Whapi and this run on the same
/// machine: a provider that answers at once, one that answers as slowly as the real one, and one chat that is refused
/// all the time beside the others.
final class SenderBench {

  private static final String TOKEN = "bench-token";
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int WARM_UP = 30_000;
  private static final int AT_ONCE = 30_000;
  private static final int SLOW = 20_000;
  private static final int CHATS = 5_000;
  private static final List<String> JVM =
      List.of(
          "-Xmx224m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Backlog backlog;
  private final FakeControl fake;
  private final Instance sender;

  private SenderBench(Backlog backlog, FakeControl fake, Instance sender) {
    this.backlog = backlog;
    this.fake = fake;
    this.sender = sender;
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root, root.resolve("local-stack/target/sender-bench"), 22_000, TOKEN, "628110000001", "", Map.of());
    Map<String, String> environment =
        Map.of(
            "BALAS_PACING_ENABLED", "false",
            "BALAS_WHAPI_IN_FLIGHT", "" + CHATS,
            "LOGGING_LEVEL_ID_BALAS", "WARN",
            // Many threads of a moment would each keep an arena of their own.
            "MALLOC_ARENA_MAX", "2");
    try (var workbench = new Workbench(settings, environment);
        var whapi = new FakeWhapi(whapi(settings))) {
      whapi.start();
      workbench.start();
      Instance sender = workbench.instance("sender-service", 0, 8082, 9082, JVM);
      sender.start();
      sender.awaitReady();
      var fake = new FakeControl("http://localhost:" + whapi.port(), TOKEN);
      fake.echoes("off");
      new SenderBench(new Backlog(workbench.bootstrapServers(), fake), fake, sender).run();
    }
  }

  private static FakeWhapiSettings whapi(StackSettings settings) {
    URI nowhere = URI.create("http://localhost:" + settings.port(8000) + "/webhook/whapi");
    return new FakeWhapiSettings(settings.port(8090), TOKEN, nowhere, "", null, null, List.of());
  }

  private void run() {
    IO.println("sender-service, %s, %d chats, medians of %d".formatted(String.join(" ", JVM.subList(0, 4)), CHATS, RUNS));
    IO.println("  warming up: %.0f, %.0f".formatted(backlog.deliver(WARM_UP, CHATS), backlog.deliver(WARM_UP, CHATS)));
    measure("provider answers at once", AT_ONCE);
    compareWithAChatInRetries();
    fake.fault("{\"kind\":\"slow\"}");
    measure("provider takes 0.4 to 7 s", SLOW);
    fake.noMoreFaults();
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
                what, median(rates), DoubleStream.of(rates).min().orElse(0), DoubleStream.of(rates).max().orElse(0),
                Memory.residentMegabytes(sender.process().pid())));
  }

  // In turn, so that whatever else changes meanwhile meets both.
  private void compareWithAChatInRetries() {
    double[] without = new double[RUNS];
    double[] with = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      without[i] = backlog.deliver(AT_ONCE, CHATS);
      String refused = backlog.refusedChat(i);
      fake.fault("{\"kind\":\"429\",\"chatId\":\"" + refused + "\"}");
      backlog.writeTo(refused);
      with[i] = backlog.deliver(AT_ONCE, CHATS);
      fake.noMoreFaults();
    }
    say("without a chat in retries", without);
    say("with a chat in retries", with);
  }

  private static double median(double[] values) {
    return DoubleStream.of(values).sorted().skip(values.length / 2).findFirst().orElse(0);
  }
}
