package id.balas.system.desk;

import id.balas.system.load.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The customers of a busy hour, and what they wrote. Some messages need a person by themselves:
/// those that ask for one, and pictures.
final class BusyCustomers implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHATS_PER_HUNDRED_CONVERSATIONS = 75;
  private static final int WRITE_AGAIN_PERCENT = 35;
  private static final Duration DECIDED_WITHIN = Duration.ofSeconds(1);

  /// `number` counts the messages of all customers, in the order in which they were written.
  record Message(String chat, int number, boolean needsPerson, Instant takenAt) {}

  private final Customers customers;
  private final String prefix;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger planned = new AtomicInteger();
  private final Map<String, List<Message>> written = new ConcurrentHashMap<>();
  // One thread, so that the messages of a customer keep their order.
  private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();

  BusyCustomers(Customers customers, String prefix) {
    this.customers = customers;
    this.prefix = prefix;
  }

  /// Plans conversations of one to three messages within this time. Gaps are a sixth of the week's.
  void begin(int conversations, Duration within, long seed) {
    var random = new Random(seed);
    int chats = Math.max(1, conversations * CHATS_PER_HUNDRED_CONVERSATIONS / 100);
    for (int i = 0; i < conversations; i++) {
      String chat = prefix + "%05d".formatted(random.nextInt(chats));
      long at = random.nextLong(within.toMillis());
      int messages = 1 + random.nextInt(3);
      for (int message = 0; message < messages; message++) {
        plan(chat, at, random.nextInt(100));
        at += 5_000 + random.nextInt(100_000);
      }
    }
  }

  /// Some customers write again after an agent's answer. Agents also answer chats of other tests.
  void answered(String chat) {
    if (!written.containsKey(chat)) {
      return;
    }
    var random = ThreadLocalRandom.current();
    if (random.nextInt(100) < WRITE_AGAIN_PERCENT) {
      plan(chat, 7_000 + random.nextInt(150_000), random.nextInt(100));
    }
  }

  private void plan(String chat, long afterMs, int luck) {
    planned.incrementAndGet();
    var _ = writer.schedule(() -> write(chat, luck), afterMs, TimeUnit.MILLISECONDS);
  }

  private void write(String chat, int luck) {
    int number = numbers.incrementAndGet();
    ObjectNode body = JSON.createObjectNode();
    ObjectNode message =
        body.putArray("messages")
            .addObject()
            .put("id", idOf(number))
            .put("from_me", false)
            .put("chat_id", chat + "@s.whatsapp.net")
            .put("timestamp", Instant.now().getEpochSecond())
            .put("source", "mobile")
            .put("from", chat)
            .put("from_name", "Ratna " + chat.substring(chat.length() - 5));
    boolean isPicture = luck >= 80;
    if (isPicture) {
      message
          .put("type", "image")
          .putObject("image")
          .put("id", "image-" + number)
          .put("mime_type", "image/png")
          .put("file_size", 1000);
    } else {
      String words = luck < 50 ? "apakah pesanan nomor " + number + " sudah dikirim" : "agent";
      message.put("type", "text").putObject("text").put("body", words);
    }
    body.putObject("event").put("type", "messages").put("event", "post");
    String sent = body.put("channel_id", "MANTIS-LOCAL").toString();
    while (customers.post(sent) != 200) {
      // As the provider does.
      pause();
    }
    written
        .computeIfAbsent(chat, _ -> new CopyOnWriteArrayList<>())
        .add(new Message(chat, number, luck >= 50, Instant.now()));
    planned.decrementAndGet();
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String idOf(int number) {
    return prefix + "-" + number;
  }

  /// The last message that an agent had seen who read the queue at this time. A chat may wait for
  /// another input than a message, such as a transfer.
  int lastSeen(String chat, String latestId, Instant readAt) {
    if (latestId.startsWith(prefix + "-")) {
      return Integer.parseInt(latestId.substring(prefix.length() + 1));
    }
    return of(chat).stream()
        .filter(message -> message.takenAt().isBefore(readAt.minus(DECIDED_WITHIN)))
        .mapToInt(Message::number)
        .max()
        .orElse(0);
  }

  boolean isDone() {
    return planned.get() == 0;
  }

  List<String> chats() {
    return new ArrayList<>(written.keySet());
  }

  List<Message> of(String chat) {
    return written.getOrDefault(chat, List.of());
  }

  int count() {
    return written.values().stream().mapToInt(List::size).sum();
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }
}
