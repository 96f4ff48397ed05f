package id.balas.ingest.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// How many requests of one address may be refused for its own fault before it is told to wait.
/// Good requests are never counted and never held up: the provider may come through the same proxy
/// as a stranger.
final class RefusalLimit {

  private static final int MOST_ADDRESSES = 10_000;

  private final int perMinute;
  private final Cache<String, Bucket> addresses =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterAccess(Duration.ofMinutes(5))
          .build();

  RefusalLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /// Counts one more; zero while there is room, else the seconds to wait.
  long count(String address) {
    Bucket bucket = addresses.get(address, _ -> bucket());
    long nanos = bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
    return (nanos + 999_999_999) / 1_000_000_000;
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
