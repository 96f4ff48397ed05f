package id.balas.whapi.numbers;

import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.JsonNode;

/// Caches the phone numbers of hidden numbers, by channel and LID. It reads the list in the
/// background: at startup, at intervals, and soon after an unknown hidden number appears. Each
/// unknown number causes one such read.
public final class HiddenNumberCache {

  private static final Logger log = LoggerFactory.getLogger(HiddenNumberCache.class);
  private static final int MOST_UNKNOWN = 10_000;

  private final Duration refreshEvery;
  private final Duration refreshSoon;
  private final WhapiClient whapi;
  private final Clock clock;
  private final Map<String, Map<String, String>> phones = new ConcurrentHashMap<>();
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

  private void learn(String channel) {
    try {
      Map<String, String> found = pairs(whapi.get(channel, "/contacts/lids"));
      phones.put(channel, found);
      log.info("Read the phone numbers of {} hidden numbers of channel {}", found.size(), channel);
    } catch (WhapiUnavailableException e) {
      log.warn("Could not read the hidden numbers of channel {}: {}", channel, e.getMessage());
    }
  }

  /// The response format is undocumented. Known formats are
  /// `{"628…@s.whatsapp.net":{"lid":"…@lid"}}` and lists of
  /// `{"id":"628…@s.whatsapp.net","lid":"…@lid"}`. Any other JSON is skipped: with a wrong pair,
  /// the bot would answer the wrong customer.
  static Map<String, String> pairs(JsonNode json) {
    Map<String, String> found = new LinkedHashMap<>();
    collect(json, null, found);
    return Map.copyOf(found);
  }

  private static void collect(JsonNode node, @Nullable String name, Map<String, String> found) {
    if (node.isString()) {
      pair(name, node.stringValue(), found);
    } else if (node.isObject()) {
      pair(name, node.path("lid").asString(null), found);
      pair(name, node.path("id").asString(null), found);
      pair(node.path("id").asString(null), node.path("lid").asString(null), found);
      node.forEachEntry((key, value) -> collect(value, key, found));
    } else {
      node.forEach(value -> collect(value, null, found));
    }
  }

  private static void pair(
      @Nullable String one, @Nullable String other, Map<String, String> found) {
    String lid = firstWith(ChatIds.HIDDEN, one, other);
    String phone = firstWith(ChatIds.PHONE, one, other);
    if (lid != null && phone != null) {
      found.put(lid, phone);
    }
  }

  private static @Nullable String firstWith(
      String suffix, @Nullable String one, @Nullable String other) {
    String first = ChatIds.withSuffix(one, suffix);
    return first != null ? first : ChatIds.withSuffix(other, suffix);
  }
}
