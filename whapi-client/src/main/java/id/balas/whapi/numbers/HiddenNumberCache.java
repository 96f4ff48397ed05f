package id.balas.whapi.numbers;

import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Caches the phone numbers of hidden numbers, by channel and LID. It reads the list in the
/// background: at startup, at intervals, and soon after an unknown hidden number appears. Each
/// unknown number causes one such read.
public final class HiddenNumberCache {

  private static final Logger log = LoggerFactory.getLogger(HiddenNumberCache.class);
  private static final int MOST_UNKNOWN = 10_000;

  /// The chat ids of one customer.
  public record Pair(String channel, String lid, String phone) {}

  private final Duration refreshEvery;
  private final Duration refreshSoon;
  private final WhapiClient whapi;
  private final Clock clock;
  private final Map<String, Map<String, String>> phones = new ConcurrentHashMap<>();
  private final Queue<Pair> learned = new ConcurrentLinkedQueue<>();
  private final Map<String, Instant> nextAt = new ConcurrentHashMap<>();
  private final Map<String, Boolean> askedFor = new ConcurrentHashMap<>();

  /// Reads the list every `refreshEvery`, and `refreshSoon` after an unknown hidden number appears.
  public HiddenNumberCache(
      WhapiClient whapi, Duration refreshEvery, Duration refreshSoon, Clock clock) {
    this.refreshEvery = refreshEvery;
    this.refreshSoon = refreshSoon;
    this.whapi = whapi;
    this.clock = clock;
    whapi.channels().forEach(channel -> nextAt.put(channel, Instant.EPOCH));
  }

  /// The contact's chat id with the phone number, or null while it is unknown. Never blocks.
  public @Nullable String phoneOf(String channel, String lid) {
    String phone = phones.getOrDefault(channel, Map.of()).get(lid);
    if (phone == null
        && askedFor.size() < MOST_UNKNOWN
        && askedFor.putIfAbsent(channel + "/" + lid, true) == null) {
      Instant soon = clock.instant().plus(refreshSoon);
      nextAt.computeIfPresent(channel, (_, at) -> at.isBefore(soon) ? at : soon);
    }
    return phone;
  }

  // One thread per channel: a channel that does not respond must not delay the others.
  @Scheduled(fixedDelay = 500)
  public void refreshDue() {
    Instant now = clock.instant();
    nextAt.forEach((channel, at) -> {
      if (!at.isAfter(now)) {
        nextAt.put(channel, now.plus(refreshEvery));
        Thread.ofVirtual().name("lids-" + channel).start(() -> learn(channel));
      }
    });
    if (askedFor.size() >= MOST_UNKNOWN) {
      askedFor.clear();
    }
  }

  /// Adds a pair. A pair is never removed: an answer without it does not mean that it has ended.
  public void learn(Pair pair) {
    if (know(pair)) {
      learned.add(pair);
    }
  }

  /// Adds a pair, but not to those that [#takeLearned] returns. Returns whether it is new.
  public boolean know(Pair pair) {
    Map<String, String> known =
        phones.computeIfAbsent(pair.channel(), _ -> new ConcurrentHashMap<>());
    return !pair.phone().equals(known.put(pair.lid(), pair.phone()));
  }

  /// Adds a pair to those that [#takeLearned] returns.
  public void offer(Pair pair) {
    learned.add(pair);
  }

  /// Removes pairs that were learned since the last call, and returns up to `most` that are wanted.
  public List<Pair> takeLearned(int most, Predicate<Pair> isWanted) {
    return Stream.generate(learned::poll)
        .takeWhile(Objects::nonNull)
        .filter(isWanted)
        .limit(most)
        .toList();
  }

  private void learn(String channel) {
    try {
      Map<String, String> found = LidList.pairs(whapi.get(channel, "/contacts/lids"));
      found.forEach((lid, phone) -> learn(new Pair(channel, lid, phone)));
      log.info("Read the phone numbers of {} hidden numbers of channel {}", found.size(), channel);
    } catch (WhapiUnavailableException e) {
      log.warn("Could not read the hidden numbers of channel {}: {}", channel, e.getMessage());
    }
  }
}
