package id.balas.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.secret.KeyedHash;
import id.balas.events.testing.SetClock;
import id.balas.service.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What attempts that were no failures leave behind.
class LoginThrottleIT {

  private final RunningService service = RunningService.shared();
  private final SetClock clock = new SetClock(Instant.now());
  private final LoginThrottle throttle =
      new LoginThrottle(service.bean(JdbcClient.class), clock, service.bean(KeyedHash.class));
  private String address;

  @BeforeEach
  void guess() {
    address = Client.stranger(service).address();
    for (int i = 0; i < 22; i++) {
      failed();
      clock.pass(Duration.ofMinutes(1));
    }
  }

  private LoginThrottle.Attempt failed() {
    return throttle.takeOfAddress(address);
  }

  private void succeeded() {
    throttle.giveBack(throttle.takeOfAddress(address));
  }

  @Test
  void hourWithoutFailuresResetsDespiteLogins() {
    for (int i = 0; i < 4; i++) {
      clock.pass(Duration.ofMinutes(15));
      succeeded();
    }

    assertThat(failed().rank()).isEqualTo(1);
  }

  @Test
  void failuresCountForAnHour() {
    clock.pass(Duration.ofMinutes(50));
    succeeded();

    assertThat(failed().rank()).isEqualTo(23);
  }

  @Test
  void loginLeavesNoWait() {
    succeeded();

    assertThat(failed().rank()).isEqualTo(23);
    assertThatThrownBy(this::failed).isInstanceOf(ProblemException.class);
  }

  @Asvs("6.3.1")
  @Test
  void slowLoginKeepsTheTimeAndWaitOfALaterFailure() {
    LoginThrottle.Attempt slow = failed();
    clock.pass(Duration.ofMinutes(1));
    failed();
    throttle.giveBack(slow);

    assertThatThrownBy(this::failed).isInstanceOf(ProblemException.class);
    clock.pass(Duration.ofMinutes(59));
    assertThat(failed().rank()).isEqualTo(24);
  }

  @Test
  void refusedAttemptsOfAnAccountDoNotCountForTheAddress() {
    String name = Client.fresh("nobody");
    for (int i = 0; i < 5; i++) {
      throttle.take(name, null, new Place(Client.stranger(service).address(), null));
    }
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> throttle.take(name, null, new Place(address, null)))
          .isInstanceOf(ProblemException.class);
    }

    assertThat(failed().rank()).isEqualTo(23);
  }
}
