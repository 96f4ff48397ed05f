package id.balas.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConsumerThreadTests {

  private static final int PHASE = 7;
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final AtomicInteger reads = new AtomicInteger();
  private ConsumerThread thread = with(_ -> {});

  @AfterEach
  void stop() {
    thread.stop();
  }

  @Test
  void readsUntilStopped() {
    var closed = new AtomicBoolean();
    thread =
        with(running -> {
          while (running.getAsBoolean()) {
            reads.incrementAndGet();
            LockSupport.parkNanos(1_000_000);
          }
          closed.set(true);
        });

    thread.start();
    await().untilAsserted(() -> assertThat(reads).hasPositiveValue());
    assertThat(thread.isAlive()).isTrue();
    thread.stop();

    assertThat(closed).isTrue();
    assertThat(thread.isRunning()).isFalse();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void readsAgainAfterException() {
    thread =
        with(running -> {
          if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("the broker is gone");
          }
          while (running.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
          }
        });

    thread.start();

    await().untilAsserted(() -> assertThat(reads).hasValue(2));
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void doesNotReadAgainAfterReturn() throws InterruptedException {
    var ended = new CountDownLatch(1);
    thread =
        with(_ -> {
          reads.incrementAndGet();
          ended.countDown();
        });

    thread.start();
    ended.await();

    await().until(() -> !thread.isAlive());
    assertThat(reads).hasValue(1);
    assertThat(thread.isRunning()).isTrue();
  }

  @Test
  void isNotAliveAfterError() {
    thread =
        with(_ -> {
          Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
          throw new AssertionError("broken");
        });

    thread.start();

    await().until(() -> !thread.isAlive());
  }

  @Test
  void roundThatDoesNotEndGetsOlder() {
    thread =
        with(running -> {
          while (running.getAsBoolean()) {
            if (reads.incrementAndGet() > 100) {
              LockSupport.parkNanos(Duration.ofHours(1).toNanos());
            }
            LockSupport.parkNanos(1_000_000);
          }
        });
    assertThat(thread.sinceLastRound()).isEmpty();

    thread.start();

    await().until(() -> reads.get() > 100);
    await()
        .untilAsserted(
            () -> assertThat(thread.sinceLastRound().orElseThrow()).isGreaterThan(HALF_A_SECOND));
    thread.stop();
    assertThat(thread.sinceLastRound()).isEmpty();
  }

  @Test
  void stopsDuringThePauseAfterException() {
    thread =
        with(_ -> {
          reads.incrementAndGet();
          throw new IllegalStateException("the broker is gone");
        });
    thread.start();
    await().untilAsserted(() -> assertThat(reads).hasPositiveValue());

    thread.stop();

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void stopsWithoutStart() {
    thread.stop();

    assertThat(thread.isRunning()).isFalse();
    assertThat(thread.getPhase()).isEqualTo(PHASE);
  }

  private static ConsumerThread with(ConsumerThread.Reading reading) {
    return new ConsumerThread("test", PHASE, Duration.ofSeconds(10), reading);
  }
}
