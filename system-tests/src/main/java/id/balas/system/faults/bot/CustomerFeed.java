package id.balas.system.faults.bot;

import id.balas.events.wire.CloudEvents;
import id.balas.system.load.KafkaProducers;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Writes customers' messages straight to the topic at a steady rate until stopped: questions, and
/// commands that switch the mode. The order alone determines what the bot must decide. Every fourth
/// customer writes under a hidden number, which is linked to the phone number at some time. Another
/// fourth is linked at once and switches between both ids.
final class CustomerFeed {

  private static final long TICK_MILLIS = 100;
  private static final int LINKED_AFTER = 8;

  private final String prefix;
  private final FaultCustomers customers;
  private final int chats;
  private final int perSecond;
  private final Random random;
  private final KafkaProducer<String, byte[]> producer;
  private final Set<Integer> linked = new HashSet<>();
  private final ExpectedChats expected = new ExpectedChats();
  private int written;
  private volatile boolean writing = true;

  CustomerFeed(String prefix, int chats, int perSecond, long seed, String bootstrapServers) {
    this.prefix = prefix;
    this.customers = new FaultCustomers(prefix);
    this.chats = chats;
    this.perSecond = perSecond;
    this.random = new Random(seed);
    this.producer = KafkaProducers.forOutages(bootstrapServers);
  }

  /// Returns when the last message is in Kafka.
  void write() {
    long begun = System.nanoTime();
    int perTick = Math.max(1, (int) (perSecond * TICK_MILLIS / 1000));
    for (long tick = 0; writing; tick++) {
      for (int i = 0; i < perTick; i++) {
        writeOne();
      }
      LockSupport.parkNanos(begun + tick * TICK_MILLIS * 1_000_000 - System.nanoTime());
    }
    for (int chat = 0; chat < chats; chat++) {
      if (customers.isHidden(customers.phoneId(chat))) {
        link(chat);
      }
    }
    producer.close();
  }

  private void link(int chat) {
    if (linked.add(chat)) {
      var _ = producer.send(CloudEvents.of(customers.link(chat), "fault-run"));
    }
  }

  void stop() {
    writing = false;
  }

  private void writeOne() {
    int chat = random.nextInt(chats);
    String chatId = customers.phoneId(chat);
    String id = prefix + "-" + written++;
    String text =
        switch (random.nextInt(12)) {
          case 0 -> "agent";
          case 1 -> "pause";
          case 2, 3 -> "bot";
          default -> "halo";
        };
    if (customers.isSwitching(chatId)) {
      link(chat);
    } else {
      expected.written(chatId, id, text);
    }
    if (customers.isHidden(chatId) && random.nextInt(LINKED_AFTER) == 0) {
      link(chat);
    }
    send(writer(chatId), id, text);
    if (random.nextInt(20) == 0) {
      // The provider redelivers it, for a customer who switches maybe under the other id.
      send(writer(chatId), id, text);
    }
  }

  private String writer(String chatId) {
    boolean isHidden =
        customers.isHidden(chatId) || (customers.isSwitching(chatId) && random.nextBoolean());
    return isHidden ? FaultCustomers.hiddenId(chatId) : chatId;
  }

  private void send(String writer, String id, String text) {
    var _ = producer.send(CloudEvents.of(FaultCustomers.message(writer, id, text), "fault-run"));
  }

  /// The id of each message begins with it.
  String prefix() {
    return prefix;
  }

  int written() {
    return written;
  }

  /// All but those of customers who switch: for them, the order in their phone's partition counts.
  ExpectedChats expected() {
    return expected;
  }

  boolean isSwitching(String chatId) {
    return customers.isSwitching(chatId);
  }
}
