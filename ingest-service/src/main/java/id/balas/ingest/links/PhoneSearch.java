package id.balas.ingest.links;

import id.balas.events.value.ChatKey;
import id.balas.whapi.WhapiUnavailableException;
import id.balas.whapi.numbers.HiddenNumberCache;
import id.balas.whapi.numbers.HiddenNumberCache.Pair;
import id.balas.whapi.numbers.HiddenNumbers;
import id.balas.whapi.numbers.RecentEntries;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the phone number of a hidden number, in the cache or with one call of the provider per
/// hidden number and day. A call that takes too long goes on, and the cache gets its result.
final class PhoneSearch {

  private static final Logger log = LoggerFactory.getLogger(PhoneSearch.class);
  private static final int AT_ONCE = 8;
  private static final int REMEMBERED = 100_000;

  private final HiddenNumberCache cache;
  private final HiddenNumbers numbers;
  private final Clock clock;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final RecentEntries<Boolean> asked = new RecentEntries<>(REMEMBERED);

  PhoneSearch(HiddenNumberCache cache, HiddenNumbers numbers, Clock clock) {
    this.cache = cache;
    this.numbers = numbers;
    this.clock = clock;
  }

  /// The chat id with the phone number, null if it is not known by `deadline`, a
  /// `System.nanoTime()`.
  @Nullable String phoneOf(ChatKey hidden, long deadline) {
    String known = cache.phoneOf(hidden.channel(), hidden.chatId());
    if (known != null) {
      return known;
    }
    long left = deadline - System.nanoTime();
    String today = hidden + "@" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (left <= 0 || !permits.tryAcquire()) {
      return null;
    }
    if (!asked.add(today, true)) {
      permits.release();
      return null;
    }
    var search = new CompletableFuture<@Nullable String>();
    Thread.ofVirtual().name("lid-search").start(() -> askAndRelease(hidden, search));
    return search.completeOnTimeout(null, left, TimeUnit.NANOSECONDS).join();
  }

  /// The message that waits publishes the link. A link that comes too late is published on its own.
  private void askAndRelease(ChatKey hidden, CompletableFuture<@Nullable String> search) {
    try {
      String phone = numbers.otherId(hidden).map(ChatKey::chatId).orElse(null);
      if (phone == null) {
        search.complete(null);
        return;
      }
      var pair = new Pair(hidden.channel(), hidden.chatId(), phone);
      var _ = cache.know(pair);
      if (!search.complete(phone)) {
        cache.offer(pair);
      }
    } catch (WhapiUnavailableException e) {
      search.complete(null);
      log.warn("Could not look up the hidden number {}: {}", hidden.masked(), e.getMessage());
    } finally {
      permits.release();
    }
  }
}
