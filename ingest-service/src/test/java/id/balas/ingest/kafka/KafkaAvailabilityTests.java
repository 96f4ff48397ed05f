package id.balas.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.ingest.translation.PossibleGap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class KafkaAvailabilityTests {

  private final Exception late = new TimeoutException("late");

  private final List<Object> told = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean fit;
  private final KafkaAvailability health =
      new KafkaAvailability(
          new KafkaProbe(Map.of(), List.of()) {
            @Override
            boolean isFit() {
              return fit;
            }
          },
          told::add);

  @AfterEach
  void end() {
    health.destroy();
  }

  @Test
  void isDownAfterFailureWithoutLaterSuccess() {
    health.published();
    long begun = System.nanoTime();
    health.failed(begun, late);
    assertThat(status()).isEqualTo(Status.DOWN);
    assertThat(health.mayTry()).isFalse();
  }

  @Test
  void staysReadyIfOthersSucceeded() {
    long begun = System.nanoTime();
    health.published();
    health.failed(begun, late);
    assertThat(status()).isEqualTo(Status.UP);
    assertThat(health.mayTry()).isTrue();
    assertThat(told).containsExactly(new PossibleGap(null, "Kafka did not confirm in time"));
  }

  @Test
  void allowsTrialsThenAllAfterSuccess() {
    health.failed(System.nanoTime(), late);
    fit = true;
    await().until(() -> status().equals(Status.UP));
    assertThat(IntStream.range(0, 100).filter(_ -> health.mayTry()).count()).isEqualTo(32);

    health.published();
    assertThat(IntStream.range(0, 100).filter(_ -> health.mayTry()).count()).isEqualTo(100);
    assertThat(told).containsExactly(new PossibleGap(null, "Kafka was down"));
  }

  @Test
  void isDownAgainAfterFailedTrial() {
    health.failed(System.nanoTime(), late);
    fit = true;
    await().until(health::mayTry);
    fit = false;
    health.failed(System.nanoTime(), late);
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void ignoresFailuresFromBeforeTheRecovery() {
    long before = System.nanoTime();
    health.failed(before, late);
    fit = true;
    await().until(health::mayTry);
    health.failed(before, late);
    assertThat(status()).isEqualTo(Status.UP);
  }

  private Status status() {
    return health.health().getStatus();
  }
}
