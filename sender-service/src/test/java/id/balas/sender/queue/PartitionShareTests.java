package id.balas.sender.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionShareTests {

  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  private final PartitionShare share = new PartitionShare();

  @BeforeEach
  void ownTwoPartitions() {
    share.assign(List.of(0, 1));
  }

  @Test
  void newPartitionsPauseUntilParkedChatsAreLoaded() {
    assertThat(share.mustPause(0, false, NOW)).isTrue();
    share.loaded(partition -> partition == 0);
    assertThat(share.mustPause(0, false, NOW)).isFalse();
    assertThat(share.mustPause(1, false, NOW)).isTrue();
  }

  @Test
  void allPartitionsPauseWhileMemoryIsFull() {
    share.loaded(_ -> true);
    assertThat(share.mustPause(0, true, NOW)).isTrue();
  }

  @Test
  void stoppedPartitionResumesInTime() {
    share.loaded(_ -> true);
    share.stop(1, NOW.plusSeconds(10));
    assertThat(share.mustPause(0, false, NOW)).isFalse();
    assertThat(share.mustPause(1, false, NOW.plusSeconds(9))).isTrue();
    assertThat(share.mustPause(1, false, NOW.plusSeconds(10))).isFalse();
  }

  @Test
  void onlyOwnedPartitionsAreCommitted() {
    share.revoke(List.of(1));
    assertThat(share.toCommit(Map.of(0, 5L, 1, 7L, 2, 9L))).isEqualTo(Map.of(0, 5L));
  }

  @Test
  void sameOffsetsAreCommittedOnceUnlessTheCommitFails() {
    Map<Integer, Long> finished = Map.of(0, 5L);
    share.committed(share.toCommit(finished));
    assertThat(share.toCommit(finished)).isEmpty();
    share.commitFailed();
    assertThat(share.toCommit(finished)).isEqualTo(finished);
  }
}
