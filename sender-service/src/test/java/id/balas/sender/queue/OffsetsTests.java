package id.balas.sender.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetsTests {

  private final Offsets offsets = new Offsets();

  @Test
  void nothingIsCommittableAtFirst() {
    assertThat(offsets.committable()).isEqualTo(-1);
  }

  @Test
  void lowestUnfinishedOffsetLimitsTheCommit() {
    offsets.add(10);
    offsets.add(11);
    offsets.add(12);
    offsets.finish(12);
    offsets.finish(11);
    assertThat(offsets.committable()).isEqualTo(10);
    offsets.finish(10);
    assertThat(offsets.committable()).isEqualTo(13);
  }

  @Test
  void offsetGapsAreAllowed() {
    offsets.add(10);
    offsets.add(25);
    offsets.finish(10);
    assertThat(offsets.committable()).isEqualTo(25);
    offsets.finish(25);
    assertThat(offsets.committable()).isEqualTo(26);
  }
}
