package id.balas.sender.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.queue.SendPermits.Obstacle;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenLeaseTests {

  private static final Instant SECOND = Instant.parse("2026-11-20T03:14:24Z");

  private final AtomicInteger wakes = new AtomicInteger();
  private final TokenLease lease = new TokenLease(wakes::incrementAndGet);

  @Test
  void emptyLeaseRequestsTokensOnce() {
    assertThat(lease.take(SECOND)).isNotNull();
    assertThat(lease.take(SECOND)).isNotNull();
    assertThat(lease.needsTokens()).isTrue();
    assertThat(wakes).hasValue(1);
  }

  @Test
  void halfUsedLeaseRequestsMore() {
    lease.fill(SECOND, 4);
    assertThat(lease.take(SECOND)).isNull();
    assertThat(lease.take(SECOND)).isNull();
    assertThat(lease.needsTokens()).isFalse();
    assertThat(lease.take(SECOND)).isNull();
    assertThat(lease.needsTokens()).isTrue();
  }

  @Test
  void tokensExpireAfterTheirSecond() {
    lease.fill(SECOND.plusMillis(990), 3);
    assertThat(lease.take(SECOND.plusMillis(999))).isNull();
    assertThat(lease.take(SECOND.plusMillis(1000))).isNotNull();
    assertThat(lease.takeUnused(SECOND.plusMillis(1000))).isEqualTo(Map.of(SECOND, 2));
    assertThat(lease.takeUnused(SECOND.plusMillis(1000))).isEmpty();
  }

  @Test
  void returnedTokensAreReusedOnlyInTheirSecond() {
    lease.fill(SECOND, 1);
    assertThat(lease.take(SECOND)).isNull();
    lease.putBack(SECOND.plusMillis(500));
    assertThat(lease.take(SECOND.plusMillis(600))).isNull();
    lease.putBack(SECOND.minusMillis(1));
    assertThat(lease.take(SECOND.plusMillis(700))).isNotNull();
    assertThat(lease.takeUnused(SECOND.plusMillis(700)))
        .isEqualTo(Map.of(SECOND.minusSeconds(1), 1));
  }

  @Test
  void emptyLeaseGivesItsReasonAndRetriesEachSecond() {
    var why = new Obstacle(SECOND.plusSeconds(40), "budget of 20 per day is used up");
    lease.markEmpty(why, SECOND);
    assertThat(lease.take(SECOND.plusMillis(999))).isEqualTo(why);
    assertThat(lease.needsTokens()).isFalse();
    assertThat(lease.take(SECOND.plusMillis(1000))).isEqualTo(why);
    assertThat(lease.needsTokens()).isTrue();
  }
}
