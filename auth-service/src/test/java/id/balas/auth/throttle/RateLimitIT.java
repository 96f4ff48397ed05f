package id.balas.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.RunningService;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RateLimitIT {

  private final RunningService service = RunningService.shared();

  private RateLimit instance(int callsPerMinute, int callsAtOnce) {
    return new RateLimit(
        service.bean(DataSource.class), new RateLimitProperties(callsPerMinute, callsAtOnce));
  }

  @Asvs({"2.4.1", "15.2.2"})
  @Test
  void instancesShareOneBucket() {
    RateLimit one = instance(600, 100);
    RateLimit other = instance(600, 100);
    int allowed = 0;
    for (int i = 0; i < 200; i++) {
      allowed += ((i % 2 == 0) ? one : other).take("user:two-instances").isEmpty() ? 1 : 0;
    }

    assertThat(allowed).isBetween(80, 130);
  }

  @Test
  void concurrentFirstCallsAreAllAnswered() throws Exception {
    RateLimit limit = instance(600, 1_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 20; caller++) {
        String name = "user:first-call-" + caller;
        List<Callable<Boolean>> calls = Collections.nCopies(20, () -> limit.take(name).isEmpty());
        for (Future<Boolean> allowed : threads.invokeAll(calls)) {
          assertThat(allowed.get()).isTrue();
        }
      }
    }
  }

  @Test
  void refusedCallGetsItsWait() {
    RateLimit limit = instance(60, 1);

    assertThat(limit.take("user:waiting")).isEmpty();
    assertThat(limit.take("user:waiting").orElseThrow().toMillis()).isBetween(1L, 1000L);
  }

  @Test
  void rowOfThePreviousVersionIsAFullBucket() {
    service
        .bean(JdbcClient.class)
        .sql("INSERT INTO auth.call_accounts (caller, full_at) VALUES ('user:old', now())")
        .update();

    assertThat(instance(60, 1).take("user:old")).isEmpty();
  }

  @Test
  void fullBucketsAreDeleted() {
    RateLimit limit = instance(6_000_000, 100);
    limit.take("user:full-again");
    var jdbc = service.bean(JdbcClient.class);
    jdbc.sql("UPDATE auth.call_accounts SET expires_at = 1 WHERE caller = 'user:full-again'")
        .update();

    limit.deleteExpired();

    assertThat(
            jdbc.sql("SELECT count(*) FROM auth.call_accounts WHERE caller = 'user:full-again'")
                .query(Long.class)
                .single())
        .isZero();
  }
}
