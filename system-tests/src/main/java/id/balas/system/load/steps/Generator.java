package id.balas.system.load.steps;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Sends the messages of one step. The latency of each is counted from the time at which it was
/// due, so a slow response delays no figure of the messages after it.
final class Generator {

  private static final int CHATS = 2_000;
  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
  private static final int MOST_IN_CLOSED_LOOP = 4_000;

  private final URI webhook;
  private final String secret;
  private final String prefix;
  private final AtomicInteger refused = new AtomicInteger();
  // The wall clock and the monotonic one at the same time.
  private final long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  private final long nanos = System.nanoTime();

  /// `prefix` begins the numbers of the step's customers and the ids of their messages.
  Generator(URI webhook, String secret, String prefix) {
    this.webhook = webhook;
    this.secret = secret;
    this.prefix = prefix;
  }

  /// The chat of a message. A chat is always written by the same connection, so one person writes
  /// one message after the other.
  String chat(int message) {
    return prefix + "%04d@s.whatsapp.net".formatted(message % CHATS);
  }

  static String name(int message) {
    return "Budi-" + message;
  }

  int refused() {
    return refused.get();
  }

  /// Returns when every message was taken, and how many there were.
  int run(Step step, MessageTimes times) {
    var count = new AtomicInteger();
    var end = new CountDownLatch(step.connections());
    long begun = System.nanoTime() + Duration.ofMillis(100).toNanos();
    long until = begun + Duration.ofSeconds(step.seconds()).toNanos();
    for (int i = 0; i < step.connections(); i++) {
      int first = i;
      Thread.startVirtualThread(() -> {
        try (var connection = new Connection(webhook, secret)) {
          send(connection, first, step, begun, until, times, count);
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

  private void send(
      Connection connection,
      int first,
      Step step,
      long begun,
      long until,
      MessageTimes times,
      AtomicInteger count) {
    for (int i = first; i < times.due.length; i += step.connections()) {
      long due = step.rate() == 0 ? System.nanoTime() : begun + i * 1_000_000_000L / step.rate();
      if (due >= until) {
        return;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      times.due[i] = micros(due);
      byte[] body = body(i);
      while (connection.post(body) != 200) {
        refused.incrementAndGet();
        LockSupport.parkNanos(BEFORE_NEXT_TRY.toNanos());
      }
      times.taken[i] = micros(System.nanoTime());
      count.incrementAndGet();
    }
  }

  /// Room for as many messages as a step can have.
  static int room(Step step) {
    return step.seconds() * (step.rate() == 0 ? MOST_IN_CLOSED_LOOP : step.rate());
  }

  long micros(long nanoTime) {
    return epochMicros + (nanoTime - nanos) / 1_000;
  }

  private byte[] body(int message) {
    String chat = chat(message);
    return """
    {"messages":[{"id":"%s-%d-LOAD","from_me":false,"type":"text","chat_id":"%s","timestamp":%d,\
    "source":"mobile","text":{"body":"Halo, pesan %d"},"from":"%s","from_name":"%s"}],\
    "event":{"type":"messages","event":"post"},"channel_id":"MANTIS-LOCAL"}\
    """
        .formatted(
            prefix,
            message,
            chat,
            Instant.now().getEpochSecond(),
            message,
            chat.substring(0, chat.indexOf('@')),
            name(message))
        .getBytes(StandardCharsets.UTF_8);
  }
}
