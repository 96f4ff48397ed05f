package id.balas.system.load.steps;

import id.balas.stack.settings.StackSettings;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Verdict;
import id.balas.system.load.desk.Desk;
import id.balas.system.load.desk.DeskReads;
import id.balas.system.load.desk.LiveStream;
import id.balas.system.load.figures.Latency;
import id.balas.system.load.figures.LogFigures;
import id.balas.system.load.figures.Responses;
import id.balas.system.load.figures.StackProbe;
import id.balas.system.load.figures.StackProbe.Reading;
import id.balas.system.load.figures.StepFigures;
import id.balas.system.load.steps.Arrivals.Arrival;
import id.balas.system.load.steps.Step.Beside;
import id.balas.system.load.steps.Step.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs the steps against a running stack. A step ends when every message was answered and nothing
/// is left to do, so its figures hold the callbacks and the history of its messages too.
final class StepRunner implements AutoCloseable {

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
  private int prefixes;

  StepRunner(StackSettings settings, String secret) {
    this.settings = settings;
    this.secret = secret;
    this.probe = new StackProbe(settings);
    this.arrivals = new Arrivals(whapi());
    this.fake = new FakeControl(whapi(), settings.whapiToken());
  }

  private String whapi() {
    return "http://localhost:" + settings.port(8090);
  }

  private String kafka() {
    return "localhost:" + settings.port(9092);
  }

  private Desk desk() {
    return new Desk(
        "http://localhost:" + settings.port(8080),
        settings.extra().getOrDefault("BALAS_ADMIN_PASSWORD", StackSettings.LOCAL_PASSWORD));
  }

  StepFigures run(Step step) {
    if (step.has(Beside.BATCHED_CALLBACKS)) {
      fake.fault("{\"kind\":\"batched-webhooks\",\"share\":1}");
    }
    try (DeskReads reads = step.has(Beside.DESK_READS) ? new DeskReads(desk()) : null) {
      URI webhook = URI.create("http://localhost:" + settings.port(8000) + "/webhook/whapi");
      StepFigures figures = run(step, webhook, null);
      if (reads != null) {
        figures.stages().put("read at the desk", reads.latency());
      }
      return figures;
    } finally {
      if (step.has(Beside.BATCHED_CALLBACKS)) {
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
      return run(step.ofNaiveBot(), URI.create(url), bot.handle());
    } finally {
      // Otherwise the fake would try for hours to reach a bot that has ended.
      fake.forgetCallbacks();
      fake.settings(before);
    }
  }

  private StepFigures run(Step step, URI webhook, @Nullable ProcessHandle naive) {
    clearHistory();
    var messages = new StepMessages(prefix(), step.messages());
    var generator = new Generator(webhook, secret, messages);
    try (var stream = new LiveStream(desk())) {
      Reading before = probe.read(naive);
      OtherCustomers others =
          step.kind() == Kind.BURST ? new OtherCustomers(webhook, secret, prefix()) : null;
      int count = write(step, generator, messages);
      Map<String, Long> lag = probe.log().lag();
      awaitReplies(messages, count, others, 0);
      int ofOthers = others == null ? 0 : others.end();
      awaitReplies(messages, count, others, ofOthers);
      awaitQuiet();
      // A second reply to a message comes after the first.
      read(messages, others);
      Reading after = probe.read(naive);
      DecisionTimes.note(
          kafka(), messages.prefix, before.log().ends(), after.log().ends(), messages.times);
      messages.addShown(stream);
      Verdict verdict = messages.verdict();
      Responses responses = generator.responses();
      Map<String, Latency> stages = messages.stages();
      if (others != null) {
        verdict = verdict.plus(others.messages.verdict());
        responses = responses.plus(others.responses());
        stages.putAll(others.stages());
      }
      return new StepFigures(
          step.name(),
          count + ofOthers,
          count / messages.times.seconds(messages.times.taken),
          count / messages.times.seconds(messages.times.sent),
          responses,
          verdict,
          stages,
          StackProbe.cost(before, after, count + ofOthers),
          after.stack().residentMegabytes(),
          lag);
    }
  }

  // The fake would run out of memory in a long run, and a gap scan would publish what the naive bot
  // sent.
  private void clearHistory() {
    fake.clearHistory();
    arrivals.restart();
  }

  private int write(Step step, Generator generator, StepMessages messages) {
    if (step.kind() != Kind.BACKLOG) {
      return generator.run(step);
    }
    Backlog.write(kafka(), messages, step.messages());
    return step.messages();
  }

  // Fresh numbers in each step, so that no earlier one counts.
  private String prefix() {
    return "62%d%02d".formatted(System.currentTimeMillis() / 1_000 % 1_000_000, prefixes++);
  }

  private void awaitReplies(
      StepMessages messages, int count, @Nullable OtherCustomers others, int ofOthers) {
    long latest = System.nanoTime();
    while ((messages.answered() < count
            || (others != null && others.messages.answered() < ofOthers))
        && System.nanoTime() - latest < WITHOUT_REPLY.toNanos()) {
      LockSupport.parkNanos(POLL.toNanos());
      if (read(messages, others)) {
        latest = System.nanoTime();
      }
    }
  }

  private boolean read(StepMessages messages, @Nullable OtherCustomers others) {
    List<Arrival> further = arrivals.read();
    further.forEach(arrival -> {
      messages.add(arrival);
      if (others != null) {
        others.messages.add(arrival);
      }
    });
    return !further.isEmpty();
  }

  // Until no more callbacks come and no group reads on; duplicates have time to appear. The lag
  // does not end at zero, because the last record of a transaction counts and is never read.
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

  @Override
  public void close() {
    clearHistory();
    probe.close();
  }
}
