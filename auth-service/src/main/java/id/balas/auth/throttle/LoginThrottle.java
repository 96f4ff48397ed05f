package id.balas.auth.throttle;

import id.balas.auth.password.PasswordHashingPool;
import id.balas.auth.secret.RandomSecret;
import id.balas.service.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Slows password guessing across all instances. After some failures each attempt doubles the wait,
/// per account and per address. At an address from which the user signed in before, only failures
/// there count, so that strangers cannot lock a user out. An attempt counts before its result is
/// known, so that concurrent attempts are no way around. Decision 0015 says why by hand.
@Component
public class LoginThrottle {

  private static final int FREE_OF_ACCOUNT = 5;
  private static final int FREE_OF_ADDRESS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration RESET_AFTER = Duration.ofHours(1);
  private static final Duration KNOWN_FOR = Duration.ofDays(90);

  private final JdbcClient jdbc;
  private final Clock clock;

  LoginThrottle(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// An allowed attempt, and its rank in [PasswordHashingPool].
  public record Attempt(List<Counter> counters, int rank) {}

  public record Counter(String key, int free) {}

  /// Counts an attempt. Throws a 429 if the wait has not ended.
  public Attempt take(String identifier, @Nullable Long userId, String address) {
    if (userId != null && isKnown(userId, address)) {
      var here = new Counter("here:" + userId + "@" + address, FREE_OF_ACCOUNT);
      count(here);
      return new Attempt(List.of(here), PasswordHashingPool.FIRST);
    }
    var ofAddress = new Counter("address:" + network(address), FREE_OF_ADDRESS);
    var ofAccount =
        new Counter(
            "account:" + RandomSecret.hash(identifier.toLowerCase(Locale.ROOT)), FREE_OF_ACCOUNT);
    int rank = count(ofAddress);
    count(ofAccount);
    return new Attempt(List.of(ofAddress, ofAccount), rank);
  }

  /// For actions without an account, such as a registration.
  public Attempt takeOfAddress(String address) {
    var ofAddress = new Counter("address:" + network(address), FREE_OF_ADDRESS);
    return new Attempt(List.of(ofAddress), count(ofAddress));
  }

  /// The attempt was no failure and does not count. Earlier failures still do.
  public void giveBack(Attempt attempt) {
    for (Counter counter : attempt.counters()) {
      jdbc.sql(
              """
              UPDATE auth.login_attempts SET failures = failures - 1,
                free_from = CASE WHEN failures - 1 < :free THEN '-infinity' ELSE free_from END
              WHERE key = :key AND failures > 0
              """)
          .param("free", counter.free())
          .param("key", counter.key())
          .update();
    }
  }

  /// Resets the failures of the account and stores the address as known to the user. Failures of
  /// other accounts at this address still count.
  public void succeeded(Attempt attempt, long userId, String address) {
    giveBack(attempt);
    for (Counter counter : attempt.counters()) {
      if (counter.free() == FREE_OF_ACCOUNT) {
        jdbc.sql("DELETE FROM auth.login_attempts WHERE key = ?").param(counter.key()).update();
      }
    }
    jdbc.sql(
            """
            INSERT INTO auth.known_places VALUES (:user, :address, :now)
            ON CONFLICT (user_id, address) DO UPDATE SET last_at = excluded.last_at
            """)
        .param("user", userId)
        .param("address", address)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /// After a password change: a thief may have used the old one from any address.
  public void deleteKnownAddresses(long user) {
    jdbc.sql("DELETE FROM auth.known_places WHERE user_id = ?").param(user).update();
  }

  private boolean isKnown(long userId, String address) {
    return jdbc.sql(
                "SELECT count(*) FROM auth.known_places WHERE user_id = ? AND address = ? AND last_at > ?")
            .params(userId, address, Timestamp.from(clock.instant().minus(KNOWN_FOR)))
            .query(Integer.class)
            .single()
        > 0;
  }

  // Returns the attempts so far. Free ones set `free_from` to -infinity, so that a concurrent
  // attempt whose clock is slightly behind is not refused.
  private int count(Counter counter) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            INSERT INTO auth.login_attempts AS a VALUES (:key, 1, :now, '-infinity')
            ON CONFLICT (key) DO UPDATE SET
              failures = CASE WHEN a.last_at < :resetBefore THEN 1 ELSE a.failures + 1 END,
              last_at = :now,
              free_from = CASE WHEN a.last_at < :resetBefore OR a.failures + 1 < :free THEN '-infinity'
                ELSE CAST(:now AS timestamptz) + interval '1 second' * least(:longest, power(2, least(a.failures + 1 - :free, 20))) END
            WHERE a.free_from <= :now
            RETURNING failures
            """)
        .param("key", counter.key())
        .param("now", Timestamp.from(now))
        .param("resetBefore", Timestamp.from(now.minus(RESET_AFTER)))
        .param("free", counter.free())
        .param("longest", LONGEST_WAIT.toSeconds())
        .query(Integer.class)
        .optional()
        .orElseThrow(() ->
            ProblemException.tooManyRequests(
                "Too many attempts. Wait before the next one.", wait(counter, now)));
  }

  private Duration wait(Counter counter, Instant now) {
    return jdbc.sql("SELECT free_from FROM auth.login_attempts WHERE key = ?")
        .param(counter.key())
        .query(Timestamp.class)
        .optional()
        .map(freeFrom -> Duration.between(now, freeFrom.toInstant()))
        .orElse(Duration.ZERO);
  }

  // An IPv6 subscriber usually has a whole /64.
  private static String network(String address) {
    String[] groups = address.split(":", -1);
    return groups.length < 8
        ? address
        : String.join(":", groups[0], groups[1], groups[2], groups[3]);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void deleteOld() {
    Instant now = clock.instant();
    jdbc.sql("DELETE FROM auth.login_attempts WHERE last_at < ? AND free_from < ?")
        .params(Timestamp.from(now.minus(RESET_AFTER)), Timestamp.from(now))
        .update();
    jdbc.sql("DELETE FROM auth.known_places WHERE last_at < ?")
        .param(Timestamp.from(now.minus(KNOWN_FOR)))
        .update();
  }
}
