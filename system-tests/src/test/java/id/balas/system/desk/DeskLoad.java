package id.balas.system.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.system.load.Customers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Customers who write at an even rate. We have answered each of them from the phone, so the bot is
/// silent: its answers would wait for the limits of the number, and the load would not be even.
final class DeskLoad implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger MESSAGES = new AtomicInteger();
  private static final int AT_ONCE = 100;
  // Each so many messages, one is ours from the phone, so that the bot stays silent for longer.
  private static final int OURS = 8;

  private final Customers customers;
  private final ScheduledExecutorService writers = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final IntUnaryOperator customerOf;

  private DeskLoad(Customers customers, IntUnaryOperator customerOf) {
    this.customers = customers;
    this.customerOf = customerOf;
  }

  static String name(int customer) {
    return "Pelanggan %05d".formatted(customer);
  }

  static String number(int customer) {
    return "62815%08d".formatted(customer);
  }

  static String id(int customer) {
    return "default:" + number(customer) + "@s.whatsapp.net";
  }

  /// Makes the chats of this many customers, with this many answers of ours from the phone in each.
  static void makeChats(Customers customers, int count, int answers) {
    for (int first = 0; first < count * answers; first += AT_ONCE) {
      ObjectNode body = JSON.createObjectNode();
      ArrayNode messages = body.putArray("messages");
      for (int each = first; each < Math.min(count * answers, first + AT_ONCE); each++) {
        add(messages, each % count, "Terima kasih, pesanan sudah kami kirim", true);
      }
      post(customers, body);
    }
  }

  /// Customer `customerOf(n)` writes the `n`th message.
  static DeskLoad start(Customers customers, int perSecond, IntUnaryOperator customerOf) {
    var load = new DeskLoad(customers, customerOf);
    var _ =
        load.writers.scheduleAtFixedRate(
            load::writeOne, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    return load;
  }

  private void writeOne() {
    int number = written.getAndIncrement();
    ObjectNode body = JSON.createObjectNode();
    boolean isOurs = number % OURS == OURS - 1;
    add(
        body.putArray("messages"),
        customerOf.applyAsInt(number),
        (isOurs ? "Baik, kami cek. " : "Apakah pesanan saya sudah dikirim? ") + number,
        isOurs);
    if (customers.post(envelope(body)) != 200) {
      failed.incrementAndGet();
    }
  }

  int written() {
    return written.get();
  }

  /// The webhook answered each message with 200, and the rate was kept.
  void assertEven(Duration time, int perSecond) {
    assertThat(failed.get()).as("messages that the webhook did not take").isZero();
    long wanted = time.toSeconds() * perSecond;
    assertThat((long) written.get())
        .as("messages in %s at %d/s: this machine is too slow for the load", time, perSecond)
        .isGreaterThan(wanted * 9 / 10);
  }

  private static void add(ArrayNode messages, int customer, String text, boolean isOurs) {
    ObjectNode message =
        messages
            .addObject()
            .put("id", "desk-load-" + MESSAGES.incrementAndGet())
            .put("from_me", isOurs)
            .put("type", "text")
            .put("chat_id", number(customer) + "@s.whatsapp.net")
            .put("timestamp", Instant.now().getEpochSecond())
            .put("source", "mobile")
            .put("from", isOurs ? "628990000001" : number(customer))
            .put(isOurs ? "chat_name" : "from_name", name(customer));
    message.putObject("text").put("body", text);
  }

  private static void post(Customers customers, ObjectNode body) {
    String sent = envelope(body);
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> customers.post(sent) == 200);
  }

  private static String envelope(ObjectNode body) {
    body.putObject("event").put("type", "messages").put("event", "post");
    return body.put("channel_id", "MANTIS-LOCAL").toString();
  }

  @Override
  public void close() {
    writers.shutdownNow();
  }
}
