package id.balas.system.load.steps;

import id.balas.system.load.figures.Latency;
import id.balas.system.load.figures.Responses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// Customers who write steadily while many others write at once: what a burst means for them.
final class OtherCustomers {

  private static final int RATE = 10;
  private static final int MOST_SECONDS = 900;
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  final StepMessages messages;
  private final Generator generator;
  private final CompletableFuture<Integer> written;
  private final long burst;
  private long recovered;

  /// Returns when they have written for some time, so the burst can begin.
  OtherCustomers(URI webhook, String secret, String prefix) {
    Step step = Step.open(RATE, MOST_SECONDS);
    messages = new StepMessages(prefix, step.messages());
    generator = new Generator(webhook, secret, messages);
    written = CompletableFuture.supplyAsync(() -> generator.run(step), Thread::startVirtualThread);
    LockSupport.parkNanos(BEFORE.toNanos());
    burst = micros();
  }

  /// All replies of the burst were sent. Returns when the others have written for some time more,
  /// and how many messages they wrote.
  int end() {
    LockSupport.parkNanos(RECOVERY.toNanos());
    recovered = micros();
    LockSupport.parkNanos(RECOVERY.toNanos());
    generator.end();
    return written.join();
  }

  Responses responses() {
    return generator.responses();
  }

  Map<String, Latency> stages() {
    Map<String, Latency> stages = new LinkedHashMap<>();
    put(stages, "before the burst", 0, burst);
    put(stages, "during the burst", burst, recovered);
    put(stages, "10 s after its last reply", recovered, Long.MAX_VALUE);
    return stages;
  }

  private void put(Map<String, Latency> stages, String when, long from, long to) {
    MessageTimes times = messages.times;
    stages.put("others, taken, " + when, times.since(times.taken, from, to));
    stages.put("others, at the provider, " + when, times.since(times.sent, from, to));
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
