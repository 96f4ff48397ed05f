package id.balas.system.load.steps;

import id.balas.system.load.figures.Responses;
import id.balas.system.load.steps.Step.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;

/// Sends the messages of one step. The latency of each is counted from the time at which it was
/// due, so a slow response delays no figure of the messages after it.
final class Generator {

  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
  private static final int OVERLOADED = 503;

  private final URI webhook;
  private final String secret;
  private final StepMessages messages;
  private final AtomicInteger overloaded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
  // The wall clock and the monotonic one at the same time.
  private final long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  private final long nanos = System.nanoTime();
  private volatile boolean isEnded;

  Generator(URI webhook, String secret, StepMessages messages) {
    this.webhook = webhook;
    this.secret = secret;
    this.messages = messages;
  }

  Responses responses() {
    return new Responses(overloaded.get(), failed.get(), longest.get() / 1e6);
  }

  /// No further message is due.
  void end() {
    isEnded = true;
  }

  /// Returns when every message was taken, and how many there were.
  int run(Step step) {
    var count = new AtomicInteger();
    var end = new CountDownLatch(step.connections());
    long begun = System.nanoTime() + Duration.ofMillis(100).toNanos();
    for (int i = 0; i < step.connections(); i++) {
      int first = i;
      Thread.startVirtualThread(() -> {
        try (var connection = new Connection(webhook, secret)) {
          send(connection, first, step, begun, count);
        } finally {
          end.countDown();
        }
      });
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return count.get();
  }

  private void send(Connection connection, int first, Step step, long begun, AtomicInteger count) {
    long until = begun + Duration.ofSeconds(step.seconds()).toNanos();
    for (int i = first; i < step.messages() && !isEnded; i += step.connections()) {
      long due =
          switch (step.kind()) {
            case OPEN -> begun + i * 1_000_000_000L / step.rate();
            case CLOSED -> System.nanoTime();
            case BURST, BACKLOG -> begun;
          };
      if (step.kind() != Kind.BURST && due >= until) {
        return;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      messages.times.due[i] = micros(due);
      deliver(connection, body(i));
      messages.times.taken[i] = micros(System.nanoTime());
      count.incrementAndGet();
    }
  }

  private void deliver(Connection connection, byte[] body) {
    while (true) {
      long sent = System.nanoTime();
      int status = connection.post(body);
      longest.accumulate(System.nanoTime() - sent);
      if (status == 200) {
        return;
      }
      (status == OVERLOADED ? overloaded : failed).incrementAndGet();
      LockSupport.parkNanos(BEFORE_NEXT_TRY.toNanos());
    }
  }

  private long micros(long nanoTime) {
    return epochMicros + (nanoTime - nanos) / 1_000;
  }

  private byte[] body(int message) {
    String chat = messages.chat(message);
    return """
    {"messages":[{"id":"%s","from_me":false,"type":"text","chat_id":"%s","timestamp":%d,\
    "source":"mobile","text":{"body":"Halo, pesan %d"},"from":"%s","from_name":"%s"}],\
    "event":{"type":"messages","event":"post"},"channel_id":"MANTIS-LOCAL"}\
    """
        .formatted(
            messages.id(message),
            chat,
            Instant.now().getEpochSecond(),
            message,
            chat.substring(0, chat.indexOf('@')),
            StepMessages.name(message))
        .getBytes(StandardCharsets.UTF_8);
  }
}
