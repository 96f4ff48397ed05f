package id.balas.system.desk;

import id.balas.system.desk.BusyCustomers.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// What agents did, and whether each customer was seen. It knows only what was written and what was
/// answered over REST, and nothing of the rules by which chats wait.
final class BusyLedger {

  private static final Duration LISTED_WITHIN = Duration.ofSeconds(10);

  private final BusyCustomers customers;
  private final Map<String, Integer> covered = new ConcurrentHashMap<>();
  private final Map<String, Instant> actedAt = new ConcurrentHashMap<>();
  private final Set<String> acting = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> snoozedUntil = new ConcurrentHashMap<>();
  private final Map<String, List<String>> replies = new ConcurrentHashMap<>();
  private final Map<Integer, Duration> listedAfter = new ConcurrentHashMap<>();
  private final List<String> flaws = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Instant undisturbedSince = Instant.EPOCH;

  BusyLedger(BusyCustomers customers) {
    this.customers = customers;
  }

  /// `act` returns whether it ended the wait for all that the customer had written until `seen`, in
  /// the queue as read at this time.
  void acts(String chat, String seen, Instant readAt, BooleanSupplier act) {
    acting.add(chat);
    if (act.getAsBoolean()) {
      covered.merge(chat, customers.lastSeen(chat, seen, readAt), Math::max);
    }
    actedAt.put(chat, Instant.now());
    acting.remove(chat);
  }

  void replied(String chat, String text) {
    replies.computeIfAbsent(chat, _ -> Collections.synchronizedList(new ArrayList<>())).add(text);
    customers.answered(chat);
  }

  void snoozed(String chat, Instant until) {
    snoozedUntil.put(chat, until);
  }

  /// A process was killed. What waits is not compared before it is ready again.
  void disturbed() {
    undisturbedSince = Instant.MAX;
  }

  void undisturbed() {
    undisturbedSince = Instant.now();
  }

  /// These chats were in the queue, which was read between `from` and now.
  void listed(Set<String> queue, Instant from) {
    Instant now = Instant.now();
    looks.incrementAndGet();
    for (String chat : customers.chats()) {
      for (Message message : customers.of(chat)) {
        if (message.needsPerson() && message.number() > covered.getOrDefault(chat, 0)) {
          compare(message, queue.contains(chat), from, now);
        }
      }
    }
  }

  private void compare(Message message, boolean isListed, Instant from, Instant now) {
    String chat = message.chat();
    if (isListed) {
      listedAfter.putIfAbsent(message.number(), Duration.between(message.takenAt(), now));
      return;
    }
    Instant due = from.minus(LISTED_WITHIN);
    boolean isActing =
        acting.contains(chat) || actedAt.getOrDefault(chat, Instant.EPOCH).isAfter(due);
    boolean isSnoozed = snoozedUntil.getOrDefault(chat, Instant.EPOCH).isAfter(due);
    if (message.takenAt().isBefore(due)
        && undisturbedSince.isBefore(due)
        && !isActing
        && !isSnoozed) {
      flaws.add("at " + now + " is not in the queue: " + message);
    }
  }

  /// What is wrong at the end. `sent` are the texts that the provider took, by chat.
  List<String> flaws(Map<String, List<String>> sent) {
    List<String> all = new ArrayList<>(flaws);
    for (String chat : customers.chats()) {
      List<String> texts = sent.getOrDefault(chat + "@s.whatsapp.net", List.of());
      List<String> own = replies.getOrDefault(chat, List.of());
      for (String reply : own) {
        int times = Collections.frequency(texts, reply);
        if (times != 1) {
          all.add("sent %d times in %s: %s".formatted(times, chat, reply));
        }
      }
      int seen = covered.getOrDefault(chat, 0);
      List<Message> left =
          customers.of(chat).stream().filter(message -> message.number() > seen).toList();
      left.stream()
          .filter(Message::needsPerson)
          .forEach(message -> all.add("no agent has acted since " + message));
      int automatic = texts.size() - own.size();
      if (automatic < left.size()) {
        all.add("%s got %d automatic texts for %s".formatted(chat, automatic, left));
      }
    }
    return all;
  }

  /// How often the queue was compared.
  int looks() {
    return looks.get();
  }

  Collection<Duration> listedAfter() {
    return listedAfter.values();
  }

  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    counts.put("looks at the queue", looks());
    counts.put("written", customers.count());
    counts.put("in need of a person", listedAfter.size());
    counts.put("replies", replies.values().stream().mapToInt(List::size).sum());
    return counts;
  }
}
