package id.balas.system.faults;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.events.wire.CloudEvents;
import id.balas.system.load.KafkaProducers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Writes customers' messages straight to the topic at a steady rate until stopped: questions, and
/// commands that switch the mode. The order alone determines what the bot must decide.
final class CustomerFeed {

  private static final long TICK_MILLIS = 100;

  private final String prefix;
  private final int chats;
  private final int perSecond;
  private final Random random;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Mode> modes = new HashMap<>();
  private final Map<String, List<String>> replies = new HashMap<>();
  private int written;
  private volatile boolean writing = true;

  CustomerFeed(String prefix, int chats, int perSecond, long seed, String bootstrapServers) {
    this.prefix = prefix;
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
    producer.close();
  }

  void stop() {
    writing = false;
  }

  private void writeOne() {
    String chatId = prefix + "%04d@s.whatsapp.net".formatted(random.nextInt(chats));
    String id = prefix + "-" + written++;
    Mode mode = modes.getOrDefault(chatId, Mode.BOT);
    String text =
        switch (random.nextInt(12)) {
          case 0 -> "agent";
          case 1 -> "pause";
          case 2, 3 -> "bot";
          default -> "halo";
        };
    Mode after =
        switch (text) {
          case "agent" -> Mode.AGENT;
          case "pause" -> Mode.PAUSE;
          case "bot" -> Mode.BOT;
          default -> mode;
        };
    modes.put(chatId, after);
    if (!text.equals("halo") || mode == Mode.BOT) {
      replies.computeIfAbsent(chatId, _ -> new ArrayList<>()).add(id);
    }
    Instant now = Instant.now();
    var message =
        new InboundMessage(
            id,
            "default",
            chatId,
            chatId,
            "Budi",
            From.CUSTOMER,
            new Content.Text(text),
            null,
            now,
            now,
            false);
    var _ = producer.send(CloudEvents.of(message, "fault-run"));
    if (random.nextInt(20) == 0) {
      // The provider redelivers it.
      var _ = producer.send(CloudEvents.of(message, "fault-run"));
    }
  }

  int written() {
    return written;
  }

  /// The causes of the expected replies of each chat, in order.
  Map<String, List<String>> replies() {
    return replies;
  }

  /// The mode of each chat at the end.
  Map<String, Mode> modes() {
    return modes;
  }
}
