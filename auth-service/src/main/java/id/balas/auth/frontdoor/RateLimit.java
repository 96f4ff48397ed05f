package id.balas.auth.frontdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How many calls each caller has left, one account for all instances. A row says when the account
/// will be full again, by the database's clock; who calls much has an instance take several calls
/// at once, good for a second.
@Component
class RateLimit {

  private static final int MOST_AT_ONCE = 16;
  private static final Duration GOOD_FOR = Duration.ofSeconds(1);
  private static final int MOST_CALLERS = 20_000;

  private static final String TAKE =
      """
      INSERT INTO auth.call_accounts AS account (caller, full_at)
      VALUES (:caller, now() + :calls * :each * interval '1 microsecond')
      ON CONFLICT (caller) DO UPDATE
        SET full_at = greatest(account.full_at, now()) + :calls * :each * interval '1 microsecond'
        WHERE greatest(account.full_at, now()) + :calls * :each * interval '1 microsecond'
          <= now() + :most * :each * interval '1 microsecond'
      """;

  private static final String WAIT =
      """
      SELECT ceil(extract(epoch FROM full_at - now()) * 1000000)::bigint - (:most - 1) * :each
      FROM auth.call_accounts WHERE caller = :caller
      """;

  private final JdbcClient jdbc;
  private final long micros;
  private final int most;
  private final Cache<String, Purse> purses =
      Caffeine.newBuilder()
          .expireAfterAccess(Duration.ofMinutes(1))
          .maximumSize(MOST_CALLERS)
          .build();

  RateLimit(JdbcClient jdbc, FrontDoorProperties properties) {
    this.jdbc = jdbc;
    this.micros = Duration.ofMinutes(1).toNanos() / 1000 / properties.callsPerMinute();
    this.most = properties.callsAtOnce();
  }

  /// Empty, or how long to wait.
  Optional<Duration> take(String caller) {
    return purses.get(caller, _ -> new Purse()).take(caller);
  }

  /// What this instance holds of a caller's account.
  private final class Purse {

    private int calls;
    private int size = 1;
    private long goodUntil = System.nanoTime();
    private long emptyUntil = goodUntil;

    synchronized Optional<Duration> take(String caller) {
      long now = System.nanoTime();
      if (now - emptyUntil < 0) {
        return Optional.of(Duration.ofNanos(emptyUntil - now));
      }
      boolean isGood = now - goodUntil < 0;
      if (isGood && calls > 0) {
        calls--;
        return Optional.empty();
      }
      size = isGood ? Math.min(Math.min(size * 2, MOST_AT_ONCE), most) : 1;
      if (!withdraw(caller, size)) {
        size = 1;
        if (!withdraw(caller, 1)) {
          Duration wait = untilNext(caller);
          emptyUntil = now + wait.toNanos();
          return Optional.of(wait);
        }
      }
      calls = size - 1;
      goodUntil = now + GOOD_FOR.toNanos();
      return Optional.empty();
    }
  }

  private boolean withdraw(String caller, int calls) {
    return jdbc.sql(TAKE)
            .param("caller", caller)
            .param("calls", calls)
            .param("each", micros)
            .param("most", most)
            .update()
        == 1;
  }

  private Duration untilNext(String caller) {
    long missing =
        jdbc.sql(WAIT)
            .param("caller", caller)
            .param("each", micros)
            .param("most", most)
            .query(Long.class)
            .optional()
            .orElse(0L);
    return Duration.ofNanos(Math.max(1000, missing * 1000));
  }

  // A full account is as good as none.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
  void forget() {
    jdbc.sql("DELETE FROM auth.call_accounts WHERE full_at < now()").update();
  }
}
