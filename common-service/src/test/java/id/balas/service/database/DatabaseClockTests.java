package id.balas.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTests {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private Instant database = START;
  private Instant wall = START.plusSeconds(90);
  private long nanos = 7;
  private boolean isDown;
  private int asked;

  private final DatabaseClock clock =
      new DatabaseClock(this::ask, () -> wall, () -> nanos, Runnable::run);

  private Instant ask() {
    asked++;
    if (isDown) {
      throw new IllegalStateException("the database is down");
    }
    return database;
  }

  @Test
  void followsTheDatabaseAndNotTheMachine() {
    assertThat(clock.instant()).isEqualTo(START);

    pass(Duration.ofSeconds(9));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void asksAgainAfterTenSeconds() {
    assertThat(clock.instant()).isEqualTo(START);
    pass(Duration.ofSeconds(11));
    database = database.plusMillis(5);

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(11));
    assertThat(asked).isEqualTo(2);
    assertThat(clock.instant()).isEqualTo(START.plusMillis(11_005));
  }

  @Test
  void ignoresThatTheMachinesClockIsSet() {
    assertThat(clock.instant()).isEqualTo(START);
    pass(Duration.ofSeconds(1));
    wall = wall.minusSeconds(90);

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void noticesThatTheMachineWasSuspended() {
    assertThat(clock.instant()).isEqualTo(START);
    database = database.plusSeconds(60);
    wall = wall.plusSeconds(60);

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void keepsTheLastDifferenceWhileTheDatabaseIsDown() {
    assertThat(clock.instant()).isEqualTo(START);
    isDown = true;
    pass(Duration.ofSeconds(30));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(30));
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(31));
    assertThat(asked).isEqualTo(2);
  }

  private void pass(Duration time) {
    database = database.plus(time);
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
