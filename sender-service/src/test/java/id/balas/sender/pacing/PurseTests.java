package id.balas.sender.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.delivery.Gate.Obstacle;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PurseTests {

  private static final Instant SECOND = Instant.parse("2026-11-20T03:14:24Z");

  private final AtomicInteger wakes = new AtomicInteger();
  private final Purse purse = new Purse(wakes::incrementAndGet);

  @Test
  void asksForTokensWhenItHasNoneAndOnlyOnce() {
    assertThat(purse.take(SECOND)).isNotNull();
    assertThat(purse.take(SECOND)).isNotNull();
    assertThat(purse.isWanting()).isTrue();
    assertThat(wakes).hasValue(1);
  }

  @Test
  void asksAgainAheadOfNeed() {
    purse.fill(SECOND, 4);
    assertThat(purse.take(SECOND)).isNull();
    assertThat(purse.take(SECOND)).isNull();
    assertThat(purse.isWanting()).isFalse();
    assertThat(purse.take(SECOND)).isNull();
    assertThat(purse.isWanting()).isTrue();
  }

  @Test
  void keepsNoTokenBeyondItsSecond() {
    purse.fill(SECOND.plusMillis(990), 3);
    assertThat(purse.take(SECOND.plusMillis(999))).isNull();
    assertThat(purse.take(SECOND.plusMillis(1000))).isNotNull();
    assertThat(purse.takeUnused(SECOND.plusMillis(1000))).isEqualTo(Map.of(SECOND, 2));
    assertThat(purse.takeUnused(SECOND.plusMillis(1000))).isEmpty();
  }

  @Test
  void takesBackATokenOfThisSecondForUseAndOneOfAnotherForReturn() {
    purse.fill(SECOND, 1);
    assertThat(purse.take(SECOND)).isNull();
    purse.putBack(SECOND.plusMillis(500));
    assertThat(purse.take(SECOND.plusMillis(600))).isNull();
    purse.putBack(SECOND.minusMillis(1));
    assertThat(purse.take(SECOND.plusMillis(700))).isNotNull();
    assertThat(purse.takeUnused(SECOND.plusMillis(700)))
        .isEqualTo(Map.of(SECOND.minusSeconds(1), 1));
  }

  @Test
  void saysWhyItStaysEmptyAndLooksAgainEachSecond() {
    var why = new Obstacle(SECOND.plusSeconds(40), "budget of 20 per day is used up");
    purse.stayEmpty(why, SECOND);
    assertThat(purse.take(SECOND.plusMillis(999))).isEqualTo(why);
    assertThat(purse.isWanting()).isFalse();
    assertThat(purse.take(SECOND.plusMillis(1000))).isEqualTo(why);
    assertThat(purse.isWanting()).isTrue();
  }
}
