package id.balas.auth.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// One token bucket per caller, shared by all instances through PostgreSQL. An instance writes a
/// bucket back after 16 calls or one second, so that the row of a busy caller is not written for
/// each call; until then other instances do not see those calls.
@Component
class RateLimit {

  private static final int MAX_UNSYNCHRONIZED_CALLS = 16;
  private static final Duration MAX_UNSYNCHRONIZED_TIME = Duration.ofSeconds(1);
  private static final int MAX_CALLERS = 20_000;
  private static final int DELETED_AT_ONCE = 10_000;

  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
  private final BucketConfiguration configuration;
  private final Optimization optimization;
  private final Cache<String, CallerBucket> used =
      Caffeine.newBuilder()
          .expireAfterAccess(Duration.ofMinutes(1))
          .maximumSize(MAX_CALLERS)
          .build();

  RateLimit(DataSource dataSource, RateLimitProperties properties) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("auth.call_accounts")
            .idColumn("caller")
            .stateColumn("state")
            .expiresAtColumn("expires_at")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    Duration.ofMinutes(1)))
            .build();
    this.configuration =
        BucketConfiguration.builder()
            .addLimit(limit ->
                limit
                    .capacity(properties.callsAtOnce())
                    .refillGreedy(properties.callsPerMinute(), Duration.ofMinutes(1)))
            .build();
    this.optimization =
        Optimizations.delaying(
            new DelayParameters(
                Math.min(MAX_UNSYNCHRONIZED_CALLS, properties.callsAtOnce()),
                MAX_UNSYNCHRONIZED_TIME));
  }

  /// Empty if the call is allowed, otherwise how long to wait.
  Optional<Duration> take(String caller) {
    return used.get(caller, this::bucket).take();
  }

  private CallerBucket bucket(String caller) {
    return new CallerBucket(
        buckets.builder().withOptimization(optimization).build(caller, () -> configuration));
  }

  /// A caller without calls left is refused without a query until the next token.
  private static final class CallerBucket {

    private final Bucket bucket;
    private long emptyUntil = System.nanoTime();

    CallerBucket(Bucket bucket) {
      this.bucket = bucket;
    }

    // One call at a time: Bucket4j batches concurrent calls, and a batch for a bucket without a row
    // fails.
    synchronized Optional<Duration> take() {
      long missing = emptyUntil - System.nanoTime();
      if (missing > 0) {
        return Optional.of(Duration.ofNanos(missing));
      }
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        return Optional.empty();
      }
      long wait = Math.max(1, probe.getNanosToWaitForRefill());
      emptyUntil = System.nanoTime() + wait;
      return Optional.of(Duration.ofNanos(wait));
    }
  }

  // An expired bucket is full, which equals no bucket.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
  void deleteExpired() {
    while (buckets.removeExpired(DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // Repeats until a batch is not full.
    }
  }
}
