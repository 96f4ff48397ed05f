package id.balas.auth.throttle;

import id.balas.auth.password.PasswordHashingPool;
import id.balas.auth.secret.KeyedHash;
import id.balas.service.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Slows password guessing across all instances. After some failures each attempt doubles the wait,
/// per account and per address. On a device where the user signed in before, only failures of that
/// device count, so that strangers cannot lock a user out, not even from the same address. An
/// attempt counts before its result is known, so that concurrent attempts are no way around.
/// Decision 0015 says why by hand.
@Component
public class LoginThrottle {

  private static final int FREE_OF_ACCOUNT = 5;
  private static final int FREE_OF_ADDRESS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration RESET_AFTER = Duration.ofHours(1);
  // A program that keeps no cookies is a new device at each login.
  private static final int MOST_DEVICES = 50;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final KeyedHash hashes;

  LoginThrottle(JdbcClient jdbc, Clock clock, KeyedHash hashes) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.hashes = hashes;
  }

  /// An allowed attempt, and its rank in [PasswordHashingPool].
  public record Attempt(List<Count> counts, int rank) {}

  /// A counter with an attempt at `at`. `previousAt` is the time of the attempt before it.
  public record Count(String key, int free, int failures, Timestamp at, Timestamp previousAt) {}

  /// Counts an attempt for the user, by username and e-mail address together, or for the name if
  /// there is no such user. Throws a 429 if the wait has not ended.
  public Attempt take(String identifier, @Nullable Long userId, Place place) {
    String device = place.device();
    if (userId != null && device != null && isKnown(userId, device)) {
      Count here = count("device:" + userId + "@" + device, FREE_OF_ACCOUNT);
      return new Attempt(List.of(here), PasswordHashingPool.FIRST);
    }
    Attempt ofAddress = takeOfAddress(place.address());
    try {
      Count ofAccount = count("account:" + account(identifier, userId), FREE_OF_ACCOUNT);
      return new Attempt(List.of(ofAddress.counts().getFirst(), ofAccount), ofAddress.rank());
    } catch (ProblemException e) {
      // No password is compared, so nothing was guessed from this address.
      giveBack(ofAddress);
      throw e;
    }
  }

  private String account(String identifier, @Nullable Long userId) {
    return userId == null
        ? hashes.hash(identifier.toLowerCase(Locale.ROOT), "name of no account")
        : "user:" + userId;
  }

  /// For actions without an account, such as a registration.
  public Attempt takeOfAddress(String address) {
    Count ofAddress = count("address:" + Place.network(address), FREE_OF_ADDRESS);
    return new Attempt(List.of(ofAddress), ofAddress.failures());
  }

  /// Runs the check of an attempt. If it throws, such as the 503 of an overloaded server, the
  /// caller learned nothing, and the attempt does not count.
  public <T> T run(Attempt attempt, Supplier<T> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      giveBack(attempt);
      throw e;
    }
  }

  /// The attempt was no failure and does not count. Earlier failures still do, but their wait had
  /// ended. A later attempt keeps its time and its wait.
  public void giveBack(Attempt attempt) {
    for (Count count : attempt.counts()) {
      jdbc.sql(
              """
              UPDATE auth.login_attempts SET failures = failures - 1,
                last_at = CASE WHEN last_at = :at THEN :previousAt ELSE last_at END,
                free_from = CASE WHEN last_at = :at OR failures - 1 < :free THEN '-infinity' ELSE free_from END
              WHERE key = :key AND failures > 0
              """)
          .param("at", count.at())
          .param("previousAt", count.previousAt())
          .param("free", count.free())
          .param("key", count.key())
          .update();
    }
  }

  /// Resets the failures of the account and stores the device, if it has an id, as known to the
  /// user. Failures of other accounts at this address still count.
  public void succeeded(Attempt attempt, long userId, Place place) {
    giveBack(attempt);
    for (Count count : attempt.counts()) {
      if (count.free() == FREE_OF_ACCOUNT) {
        jdbc.sql("DELETE FROM auth.login_attempts WHERE key = ?").param(count.key()).update();
      }
    }
    if (place.device() != null) {
      remember(userId, place.device());
    }
  }

  private void remember(long userId, String device) {
    jdbc.sql(
            """
            INSERT INTO auth.known_devices VALUES (:user, :device, :now)
            ON CONFLICT (user_id, device) DO UPDATE SET last_at = excluded.last_at
            """)
        .param("user", userId)
        .param("device", device)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    jdbc.sql(
            """
            DELETE FROM auth.known_devices WHERE user_id = :user AND device NOT IN
              (SELECT device FROM auth.known_devices WHERE user_id = :user ORDER BY last_at DESC LIMIT :most)
            """)
        .param("user", userId)
        .param("most", MOST_DEVICES)
        .update();
  }

  /// After a password change: a thief may have used the old one on any device.
  public void forgetDevices(long user) {
    jdbc.sql("DELETE FROM auth.known_devices WHERE user_id = ?").param(user).update();
  }

  private boolean isKnown(long userId, String device) {
    return jdbc.sql(
                "SELECT count(*) FROM auth.known_devices WHERE user_id = ? AND device = ? AND last_at > ?")
            .params(userId, device, Timestamp.from(clock.instant().minus(DeviceCookie.KNOWN_FOR)))
            .query(Integer.class)
            .single()
        > 0;
  }

  // Free attempts set `free_from` to -infinity, so that a concurrent attempt whose clock is
  // slightly
  // behind is not refused.
  private Count count(String key, int free) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            INSERT INTO auth.login_attempts AS a VALUES (:key, 1, :now, '-infinity')
            ON CONFLICT (key) DO UPDATE SET
              failures = CASE WHEN a.last_at < :resetBefore THEN 1 ELSE a.failures + 1 END,
              previous_at = a.last_at,
              last_at = :now,
              free_from = CASE WHEN a.last_at < :resetBefore OR a.failures + 1 < :free THEN '-infinity'
                ELSE CAST(:now AS timestamptz) + interval '1 second' * least(:longest, power(2, least(a.failures + 1 - :free, 20))) END
            WHERE a.free_from <= :now
            RETURNING failures, previous_at
            """)
        .param("key", key)
        .param("now", Timestamp.from(now))
        .param("resetBefore", Timestamp.from(now.minus(RESET_AFTER)))
        .param("free", free)
        .param("longest", LONGEST_WAIT.toSeconds())
        .query((row, _) ->
            new Count(
                key,
                free,
                row.getInt("failures"),
                Timestamp.from(now),
                row.getTimestamp("previous_at")))
        .optional()
        .orElseThrow(() ->
            ProblemException.tooManyRequests(
                "Too many attempts. Wait before the next one.", wait(key, now)));
  }

  private Duration wait(String key, Instant now) {
    return jdbc.sql("SELECT free_from FROM auth.login_attempts WHERE key = ?")
        .param(key)
        .query(Timestamp.class)
        .optional()
        .map(freeFrom -> Duration.between(now, freeFrom.toInstant()))
        .orElse(Duration.ZERO);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void deleteOld() {
    Instant now = clock.instant();
    jdbc.sql("DELETE FROM auth.login_attempts WHERE last_at < ? AND free_from < ?")
        .params(Timestamp.from(now.minus(RESET_AFTER)), Timestamp.from(now))
        .update();
    jdbc.sql("DELETE FROM auth.known_devices WHERE last_at < ?")
        .param(Timestamp.from(now.minus(DeviceCookie.KNOWN_FOR)))
        .update();
    // Written by the release before only.
    jdbc.sql("DELETE FROM auth.known_places WHERE last_at < ?")
        .param(Timestamp.from(now.minus(DeviceCookie.KNOWN_FOR)))
        .update();
  }
}
