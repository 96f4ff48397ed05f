package id.balas.ingest.links;

import id.balas.events.ChatInput;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import id.balas.whapi.numbers.ChatIds;
import id.balas.whapi.numbers.HiddenNumberCache;
import id.balas.whapi.numbers.HiddenNumberCache.Pair;
import id.balas.whapi.numbers.HiddenNumbers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Adds the link of a hidden number to its phone number before the first input under the hidden
/// number, with the same key. So no input is decided before its link. The topic `known-links` keeps
/// which links are published; a repeated link would be harmless, because the bot decides it once.
@Component
public class CustomerLinks {

  private static final Duration LONGEST_SEARCH = Duration.ofMillis(800);

  private final boolean isOn;
  private final HiddenNumberCache cache;
  private final PhoneSearch search;
  private final Clock clock;
  private final Map<String, String> published = new ConcurrentHashMap<>();
  private volatile boolean hasReadKnown;

  CustomerLinks(
      @Value("${balas.people.write}") boolean isOn,
      HiddenNumberCache cache,
      HiddenNumbers numbers,
      Clock clock) {
    this.isOn = isOn;
    this.cache = cache;
    this.search = new PhoneSearch(cache, numbers, clock);
    this.clock = clock;
  }

  /// The records with the links that they need. Waits up to 800 ms for the provider.
  public List<WireRecord> addedTo(List<? extends WireRecord> records) {
    List<WireRecord> all = new ArrayList<>(records.size());
    Set<ChatKey> seen = new HashSet<>();
    long deadline = System.nanoTime() + LONGEST_SEARCH.toNanos();
    for (WireRecord record : records) {
      if (isOn
          && record instanceof ChatInput input
          && !(record instanceof SameCustomer)
          && isNew(input.chat())
          && seen.add(input.chat())) {
        String phone = search.phoneOf(input.chat(), deadline);
        if (phone != null) {
          all.add(link(input.chat(), phone));
        }
      }
      all.add(record);
    }
    return all;
  }

  private boolean isNew(ChatKey chat) {
    return chat.chatId().endsWith(ChatIds.HIDDEN) && !published.containsKey(chat.toString());
  }

  /// Links that became known without an input, at most `most`. None before [#hasReadKnown].
  public List<SameCustomer> learned(int most) {
    return isOn && hasReadKnown
        ? cache.takeLearned(most, this::isUnpublished).stream()
            .map(pair -> link(new ChatKey(pair.channel(), pair.lid()), pair.phone()))
            .toList()
        : List.of();
  }

  /// Links that could not be published are published later.
  public void retry(List<SameCustomer> links) {
    links.forEach(link -> cache.offer(new Pair(link.channel(), link.chatId(), link.phone())));
  }

  /// Returns what to keep about these records, which Kafka has.
  public List<KnownLink> published(List<? extends WireRecord> records) {
    List<KnownLink> known = new ArrayList<>();
    for (WireRecord record : records) {
      if (record instanceof SameCustomer link) {
        known.add(new KnownLink(link.channel(), link.chatId(), link.phone(), link.issuedAt()));
      }
    }
    known.forEach(this::isPublished);
    return known;
  }

  /// Some instance has published this link.
  void isPublished(KnownLink link) {
    var _ = published.put(link.key(), link.phone());
    var _ = cache.know(new Pair(link.channel(), link.lid(), link.phone()));
  }

  /// All links that were published before the start are known.
  void hasReadKnown() {
    hasReadKnown = true;
  }

  boolean isOn() {
    return isOn;
  }

  private boolean isUnpublished(Pair pair) {
    return !pair.phone().equals(published.get(new ChatKey(pair.channel(), pair.lid()).toString()));
  }

  private SameCustomer link(ChatKey hidden, String phone) {
    String pair = hidden + "=" + phone;
    return new SameCustomer(
        "same-" + UUID.nameUUIDFromBytes(pair.getBytes(StandardCharsets.UTF_8)),
        hidden.channel(),
        hidden.chatId(),
        Issuer.system("ingest"),
        clock.instant(),
        phone);
  }
}
