package id.balas.ingest.links;

import id.balas.events.ChatInput;
import id.balas.events.SameCustomer;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import id.balas.whapi.numbers.ChatIds;
import id.balas.whapi.numbers.HiddenNumberCache;
import id.balas.whapi.numbers.HiddenNumberCache.Pair;
import id.balas.whapi.numbers.HiddenNumbers;
import id.balas.whapi.numbers.RecentEntries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Adds the link of a hidden number to its phone number before the first input under the hidden
/// number, with the same key. So no input is decided before its link. Each instance publishes a
/// link again after a start; the bot decides it once, by its id.
@Component
public class CustomerLinks {

  private static final Duration LONGEST_SEARCH = Duration.ofMillis(800);
  private static final int REMEMBERED = 100_000;

  private final boolean isOn;
  private final HiddenNumberCache cache;
  private final PhoneSearch search;
  private final Clock clock;
  private final RecentEntries<Boolean> published = new RecentEntries<>(REMEMBERED);

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
    return chat.chatId().endsWith(ChatIds.HIDDEN) && published.get(chat.toString()) == null;
  }

  /// Links that became known without an input, at most `most`.
  public List<SameCustomer> learned(int most) {
    return isOn
        ? cache.takeLearned(most).stream()
            .map(pair -> link(new ChatKey(pair.channel(), pair.lid()), pair.phone()))
            .toList()
        : List.of();
  }

  /// Links that could not be published are published later.
  public void retry(List<SameCustomer> links) {
    links.forEach(link -> cache.offer(new Pair(link.channel(), link.chatId(), link.phone())));
  }

  /// Reports that Kafka has these records.
  public void published(List<? extends WireRecord> records) {
    for (WireRecord record : records) {
      if (record instanceof SameCustomer link) {
        var _ = published.add(link.key(), true);
      }
    }
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
