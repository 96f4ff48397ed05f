package id.balas.ingest.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/// Limits how often an address may be refused. Above the limit its secret is not even compared,
/// which limits guesses. An address that has sent the right secret is never blocked: the provider
/// may share a proxy with a stranger.
public final class RefusedAddresses {

  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration TRUSTED_FOR = Duration.ofDays(30);

  private final SourceAddress sources;
  private final int perMinute;
  private final Cache<String, Bucket> budgets =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(Duration.ofMinutes(5))
          .build();
  private final Cache<String, Boolean> trusted =
      Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterAccess(TRUSTED_FOR).build();

  public RefusedAddresses(SourceAddress sources, int perMinute) {
    this.sources = sources;
    this.perMinute = perMinute;
  }

  public boolean isBlocked(HttpServletRequest request) {
    if (budgets.estimatedSize() == 0) {
      return false;
    }
    String address = sources.of(request);
    Bucket budget = budgets.getIfPresent(address);
    return budget != null
        && budget.getAvailableTokens() == 0
        && trusted.getIfPresent(address) == null;
  }

  /// The address of the request, unless it has sent the right secret before.
  public Optional<String> untrusted(HttpServletRequest request) {
    String address = sources.of(request);
    return trusted.getIfPresent(address) == null ? Optional.of(address) : Optional.empty();
  }

  /// The request had the right secret.
  public void trust(HttpServletRequest request) {
    String address = sources.of(request);
    if (trusted.getIfPresent(address) == null) {
      trusted.put(address, true);
    }
  }

  /// Counts one more refusal. Returns zero while the address is below its limit.
  public long secondsToWait(HttpServletRequest request) {
    Bucket budget =
        budgets.get(
            sources.of(request),
            _ ->
                Bucket.builder()
                    .addLimit(limit ->
                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                    .build());
    long nanos = budget.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
    return (nanos + 999_999_999) / 1_000_000_000;
  }
}
