package id.balas.auth.throttle;

import id.balas.auth.Refused;
import id.balas.auth.password.PasswordHashingPool;
import id.balas.auth.secret.RandomSecret;
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

/// Slows guessing down, for all instances alike: after some failures each further attempt doubles
/// the wait, per account and per address. At a place from which the user signed in before only
/// their failures there count, so that nobody is locked out by a stranger. An attempt is counted
/// before it is made: a thousand at once are no way around.
@Component
public class LoginThrottle {

  private static final int FREE_OF_ACCOUNT = 5;
  private static final int FREE_OF_ADDRESS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final Duration KNOWN = Duration.ofDays(90);

  private final JdbcClient jdbc;
  private final Clock clock;

  LoginThrottle(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// An attempt that may be made, and its rank in the work that it makes.
  public record Turn(List<Counter> counters, int rank) {}

  public record Counter(String key, int free) {}

  /// Refuses with 429 where it is too early.
  public Turn take(String identifier, @Nullable Long userId, String address) {
    if (userId != null && isKnown(userId, address)) {
      var here = new Counter("here:" + userId + "@" + address, FREE_OF_ACCOUNT);
      count(here);
      return new Turn(List.of(here), PasswordHashingPool.FIRST);
    }
    var ofAddress = new Counter("address:" + place(address), FREE_OF_ADDRESS);
    var ofAccount =
        new Counter(
            "account:" + RandomSecret.hash(identifier.toLowerCase(Locale.ROOT)), FREE_OF_ACCOUNT);
    int rank = count(ofAddress);
    count(ofAccount);
    return new Turn(List.of(ofAddress, ofAccount), rank);
  }

  /// For what is done without an account, such as registering.
  public Turn takeOfAddress(String address) {
    var ofAddress = new Counter("address:" + place(address), FREE_OF_ADDRESS);
    return new Turn(List.of(ofAddress), count(ofAddress));
  }

  /// Takes the attempt back: it was no failure. What failed before still counts.
  public void giveBack(Turn turn) {
    for (Counter counter : turn.counters()) {
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

  /// The account's failures are over, and it is known here from now on. Those of others at this
  /// address still count.
  public void succeeded(Turn turn, long userId, String address) {
    giveBack(turn);
    for (Counter counter : turn.counters()) {
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

  /// After a new password: who stole the old one may have signed in from anywhere.
  public void forgetPlaces(long user) {
    jdbc.sql("DELETE FROM auth.known_places WHERE user_id = ?").param(user).update();
  }

  private boolean isKnown(long userId, String address) {
    return jdbc.sql(
                "SELECT count(*) FROM auth.known_places WHERE user_id = ? AND address = ? AND last_at > ?")
            .params(userId, address, Timestamp.from(clock.instant().minus(KNOWN)))
            .query(Integer.class)
            .single()
        > 0;
  }

  // How many attempts there are now. A free one leaves no time behind that another, begun a moment
  // before, would meet.
  private int count(Counter counter) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            INSERT INTO auth.login_attempts AS a VALUES (:key, 1, :now, '-infinity')
            ON CONFLICT (key) DO UPDATE SET
              failures = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.failures + 1 END,
              last_at = :now,
              free_from = CASE WHEN a.last_at < :forgotten OR a.failures + 1 < :free THEN '-infinity'
                ELSE CAST(:now AS timestamptz) + interval '1 second' * least(:longest, power(2, least(a.failures + 1 - :free, 20))) END
            WHERE a.free_from <= :now
            RETURNING failures
            """)
        .param("key", counter.key())
        .param("now", Timestamp.from(now))
        .param("forgotten", Timestamp.from(now.minus(FORGOTTEN)))
        .param("free", counter.free())
        .param("longest", LONGEST.toSeconds())
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> Refused.slowedDown(wait(counter, now)));
  }

  private Duration wait(Counter counter, Instant now) {
    return jdbc.sql("SELECT free_from FROM auth.login_attempts WHERE key = ?")
        .param(counter.key())
        .query(Timestamp.class)
        .optional()
        .map(freeFrom -> Duration.between(now, freeFrom.toInstant()))
        .orElse(Duration.ZERO);
  }

  // An IPv6 subscriber has a whole /64 to write from.
  private static String place(String address) {
    String[] groups = address.split(":", -1);
    return groups.length < 8
        ? address
        : String.join(":", groups[0], groups[1], groups[2], groups[3]);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void forget() {
    Instant now = clock.instant();
    jdbc.sql("DELETE FROM auth.login_attempts WHERE last_at < ? AND free_from < ?")
        .params(Timestamp.from(now.minus(FORGOTTEN)), Timestamp.from(now))
        .update();
    jdbc.sql("DELETE FROM auth.known_places WHERE last_at < ?")
        .param(Timestamp.from(now.minus(KNOWN)))
        .update();
  }
}
