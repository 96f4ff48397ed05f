package id.balas.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.auth.Asvs;
import id.balas.service.web.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Which jobs are cancelled when the queue is full.
class PasswordHashingPoolTests {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PasswordHashingPool pool = new PasswordHashingPool(metrics);
  private final AtomicInteger blocked = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Asvs("15.2.2")
  @Test
  void oldestJobOfTheLastRankMakesRoom() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int cores = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
      for (int i = 0; i < cores; i++) {
        var _ = threads.submit(() -> pool.run(PasswordHashingPool.FIRST, this::block));
      }
      await().until(() -> blocked.get() == cores);
      List<Future<String>> guesses = new ArrayList<>();
      for (int i = 0; i < PasswordHashingPool.MAX_WAITING; i++) {
        guesses.add(threads.submit(() -> pool.run(9, () -> "wrong")));
        int waiting = i + 1;
        // All must be queued before the first one times out.
        await()
            .pollInterval(Duration.ofMillis(1))
            .until(() -> metrics.get("balas.auth.password.queued").gauge().value() == waiting);
      }
      Future<String> firstTry = threads.submit(() -> pool.run(1, () -> "right"));

      assertThatThrownBy(guesses.getFirst()::get).hasCauseInstanceOf(ProblemException.class);
      goOn.countDown();
      assertThat(firstTry.get()).isEqualTo("right");
      for (Future<String> guess : guesses.subList(1, guesses.size())) {
        assertThat(guess.get()).isEqualTo("wrong");
      }
    } finally {
      goOn.countDown();
      pool.destroy();
    }
  }

  private String block() {
    blocked.incrementAndGet();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
