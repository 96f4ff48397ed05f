package id.balas.ingest.whapi;

import id.balas.ingest.translation.Lids;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What is known of hidden numbers, by channel and LID. It is learnt in the background: at the
/// start, from time to time, and soon after one was asked for that is not known, unless the last
/// answer did not have it either.
@Component
class LidCache implements Lids {

  private static final Logger log = LoggerFactory.getLogger(LidCache.class);
  private static final String HIDDEN = "@lid";
  private static final String PHONE = "@s.whatsapp.net";
  private static final Pattern ID =
      Pattern.compile("(\\d{5,31})(@lid|@s\\.whatsapp\\.net|@c\\.us)?");
  private static final int MOST_UNKNOWN = 10_000;

  private final WhapiProperties settings;
  private final WhapiClient whapi;
  private final Clock clock;
  private final Map<String, Map<String, String>> phones = new ConcurrentHashMap<>();
  private final Map<String, Instant> nextAt = new ConcurrentHashMap<>();
  private final Map<String, Boolean> askedFor = new ConcurrentHashMap<>();

  LidCache(WhapiProperties settings, WhapiClient whapi, Clock clock) {
    this.settings = settings;
    this.whapi = whapi;
    this.clock = clock;
    whapi.channels().forEach(channel -> nextAt.put(channel, Instant.EPOCH));
  }

  @Override
  public @Nullable String phoneOf(String channel, String lid) {
    String phone = phones.getOrDefault(channel, Map.of()).get(lid);
    if (phone == null
        && askedFor.size() < MOST_UNKNOWN
        && askedFor.putIfAbsent(channel + "/" + lid, true) == null) {
      Instant soon = clock.instant().plus(settings.lidsSoon());
      nextAt.computeIfPresent(channel, (_, at) -> at.isBefore(soon) ? at : soon);
    }
    return phone;
  }

  // One channel that does not answer must not keep the others waiting.
  @Scheduled(fixedDelay = 500)
  void learnWhatIsDue() {
    Instant now = clock.instant();
    nextAt.forEach((channel, at) -> {
      if (!at.isAfter(now)) {
        nextAt.put(channel, now.plus(settings.lidsEvery()));
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
      log.info("Learnt the phones of {} hidden numbers of channel {}", found.size(), channel);
    } catch (CannotAsk e) {
      log.warn("The hidden numbers of channel {} are not told: {}", channel, e.getMessage());
    }
  }

  /// The answer's form is not documented: bots have met `{"628…@s.whatsapp.net":{"lid":"…@lid"}}`
  /// and lists of `{"id":"628…@s.whatsapp.net","lid":"…@lid"}`. What is anything else is passed
  /// over: a wrong pair would answer the wrong person.
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
    String lid = idOf(one, HIDDEN) != null ? idOf(one, HIDDEN) : idOf(other, HIDDEN);
    String phone = idOf(one, PHONE) != null ? idOf(one, PHONE) : idOf(other, PHONE);
    if (lid != null && phone != null) {
      found.put(lid, phone);
    }
  }

  private static @Nullable String idOf(@Nullable String written, String ending) {
    if (written == null) {
      return null;
    }
    var id = ID.matcher(written.replace("@c.us", PHONE));
    return id.matches() && ending.equals(id.group(2)) ? id.group(1) + ending : null;
  }
}
