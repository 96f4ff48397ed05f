package id.balas.system.load.steps;

import id.balas.stack.settings.StackSettings;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Verdict;
import id.balas.system.load.figures.Latency;
import id.balas.system.load.figures.LogFigures;
import id.balas.system.load.figures.StackProbe;
import id.balas.system.load.figures.StackProbe.Reading;
import id.balas.system.load.figures.StepFigures;
import id.balas.system.load.steps.Arrivals.Arrival;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs the steps against a running stack. A step ends when every message was answered and nothing
/// is left to do, so its figures hold the callbacks and the history of its messages too.
final class StepRunner implements AutoCloseable {

  static final String PROVIDER = "at the provider";

  private static final int NAIVE_PORT = 8099;
  // Longer than the sender's longest pause before a retry in a run without faults.
  private static final Duration WITHOUT_REPLY = Duration.ofMinutes(1);
  // The provider's last status comes 1.9 s after the message.
  private static final Duration CALLBACKS = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(500);
  // Longer than any group takes between two commits.
  private static final Duration WITHOUT_CHANGE = Duration.ofSeconds(2);

  private final StackSettings settings;
  private final String secret;
  private final StackProbe probe;
  private final Arrivals arrivals;
  private final FakeControl fake;
  private final LiveStream stream;
  private int steps;

  StepRunner(StackSettings settings, String secret) {
    this.settings = settings;
    this.secret = secret;
    this.probe = new StackProbe(settings);
    this.arrivals = new Arrivals(whapi());
    this.fake = new FakeControl(whapi(), settings.whapiToken());
    this.stream =
        new LiveStream(
            "http://localhost:" + settings.port(8080),
            settings.extra().getOrDefault("BALAS_ADMIN_PASSWORD", StackSettings.LOCAL_PASSWORD));
    arrivals.read();
  }

  private String whapi() {
    return "http://localhost:" + settings.port(8090);
  }

  StepFigures run(Step step) {
    if (step.batched()) {
      fake.fault("{\"kind\":\"batched-webhooks\",\"share\":1}");
    }
    try {
      return run(step, "http://localhost:" + settings.port(8000) + "/webhook/whapi", null);
    } finally {
      if (step.batched()) {
        fake.noMoreFaults();
      }
    }
  }

  /// The same load on a bot that keeps no promise. It gets the callbacks too.
  StepFigures runNaive(Step step) {
    String before = fake.settings();
    String url = "http://localhost:" + settings.port(NAIVE_PORT) + "/";
    try (var bot =
        NaiveBotProcess.start(settings.port(NAIVE_PORT), whapi(), settings.whapiToken())) {
      fake.settings("{\"callback_persist\":false,\"webhooks\":[{\"url\":\"" + url + "\"}]}");
      return run(
          new Step(
              step.name() + ", naive bot", step.rate(), step.connections(), step.seconds(), false),
          url,
          bot.handle());
    } finally {
      // Otherwise the fake would try for hours to reach a bot that has ended.
      fake.forgetCallbacks();
      fake.settings(before);
    }
  }

  private StepFigures run(Step step, String webhook, @Nullable ProcessHandle naive) {
    // Fresh numbers in each step, so that no earlier one counts.
    String prefix = "62%d%02d".formatted(System.currentTimeMillis() / 1_000 % 1_000_000, steps++);
    var generator = new Generator(URI.create(webhook), secret, prefix);
    var times = new MessageTimes(Generator.room(step));
    stream.forget();
    Reading before = probe.read(naive);
    int messages = generator.run(step, times);
    Map<String, Long> lag = probe.log().lag();
    List<Arrival> sent = awaitReplies(prefix, messages);
    awaitQuiet();
    Reading after = probe.read(naive);
    DecisionTimes.note(
        "localhost:" + settings.port(9092), prefix, before.log().ends(), after.log().ends(), times);
    sent.forEach(arrival -> times.sent[number(arrival)] = arrival.micros());
    for (int i = 0; i < times.due.length; i++) {
      times.shown[i] = times.due[i] == 0 ? 0 : stream.shown(generator.chat(i), times.due[i]);
    }
    Verdict verdict = verdict(generator, sent, times);
    double seconds = times.seconds(times.sent);
    return new StepFigures(
        step.name(),
        messages,
        messages / times.seconds(times.taken),
        messages / seconds,
        generator.refused(),
        verdict.lost(),
        verdict.doubled(),
        verdict.reordered(),
        stages(times),
        StackProbe.cost(before, after, messages),
        after.stack().residentMegabytes(),
        lag);
  }

  private List<Arrival> awaitReplies(String prefix, int messages) {
    List<Arrival> sent = new ArrayList<>();
    long latest = System.nanoTime();
    while (sent.size() < messages && System.nanoTime() - latest < WITHOUT_REPLY.toNanos()) {
      LockSupport.parkNanos(POLL.toNanos());
      List<Arrival> further =
          arrivals.read().stream().filter(arrival -> arrival.chatId().startsWith(prefix)).toList();
      if (sent.addAll(further)) {
        latest = System.nanoTime();
      }
    }
    return sent;
  }

  // Until no more callbacks come and no group reads on; duplicates have time to appear. The lag
  // does
  // not end at zero, because the last record of a transaction counts and is never read.
  private void awaitQuiet() {
    LockSupport.parkNanos(CALLBACKS.toNanos());
    LogFigures last = probe.log();
    LogFigures next = last;
    do {
      last = next;
      LockSupport.parkNanos(WITHOUT_CHANGE.toNanos());
      next = probe.log();
    } while (!next.ends().equals(last.ends()) || !next.lag().equals(last.lag()));
  }

  private static int number(Arrival arrival) {
    return Integer.parseInt(arrival.text().replaceFirst("(?s).*?Budi-(\\d+).*", "$1"));
  }

  private static Map<String, Latency> stages(MessageTimes times) {
    Map<String, Latency> stages = new LinkedHashMap<>();
    stages.put("taken by the webhook", times.since(times.taken));
    stages.put("decided", times.since(times.decided));
    stages.put(PROVIDER, times.since(times.sent));
    stages.put("shown in the live stream", times.since(times.shown));
    stages.values().removeIf(latency -> latency.count() == 0);
    return stages;
  }

  private static Verdict verdict(Generator generator, List<Arrival> sent, MessageTimes times) {
    Map<String, List<String>> expected = new HashMap<>();
    for (int i = 0; i < times.due.length; i++) {
      if (times.due[i] > 0) {
        expected.computeIfAbsent(generator.chat(i), _ -> new ArrayList<>()).add(Generator.name(i));
      }
    }
    Map<String, List<String>> found = new HashMap<>();
    sent.forEach(arrival ->
        found
            .computeIfAbsent(arrival.chatId(), _ -> new ArrayList<>())
            .add(Generator.name(number(arrival))));
    return Verdict.of(expected, found);
  }

  @Override
  public void close() {
    stream.close();
    probe.close();
  }
}
