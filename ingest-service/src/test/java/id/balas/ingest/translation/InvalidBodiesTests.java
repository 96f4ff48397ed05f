package id.balas.ingest.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The short form of `mvn -Pfuzz`, with the same bodies in each run.
class InvalidBodiesTests {

  private static final int BODIES = 20_000;

  @Test
  void invariantsHoldForInvalidBodies() {
    BodyMutator mutator = BodyMutator.ofTheGoldenBodies();
    TranslationPromises promises = new TranslationPromises();
    Random random = new Random(20_261_123);
    for (int i = 0; i < BODIES; i++) {
      byte[] body = mutator.mutate(random::nextInt);
      try {
        promises.hold(body);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "body " + i + ": " + new String(body, 0, Math.min(body.length, 2_000), UTF_8), e);
      }
    }
    assertThat(promises.malformed())
        .as("it is not all refused")
        .isBetween(BODIES / 20L, BODIES * 3L / 4);
    assertThat(promises.records()).as("and not all ignored").isGreaterThan(BODIES / 4);
  }
}
