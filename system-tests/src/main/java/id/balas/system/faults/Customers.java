package id.balas.system.faults;

import id.balas.events.CloudEvents;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Customers who write straight to the log, at an even pace, until they are told to stop:
/// questions, and words that switch the mode. What the bot must make of it is known here from the
/// order alone.
final class Customers {

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

  Customers(String prefix, int chats, int perSecond, long seed, String bootstrapServers) {
    this.prefix = prefix;
    this.chats = chats;
    this.perSecond = perSecond;
    this.random = new Random(seed);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "delivery.timeout.ms",
                "600000"),
            new StringSerializer(),
            new ByteArraySerializer());
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
    String words =
        switch (random.nextInt(12)) {
          case 0 -> "agent";
          case 1 -> "pause";
          case 2, 3 -> "bot";
          default -> "halo";
        };
    Mode after =
        switch (words) {
          case "agent" -> Mode.AGENT;
          case "pause" -> Mode.PAUSE;
          case "bot" -> Mode.BOT;
          default -> mode;
        };
    modes.put(chatId, after);
    if (!words.equals("halo") || mode == Mode.BOT) {
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
            new Content.Text(words),
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

  /// The causes of the replies that each chat must get, in order.
  Map<String, List<String>> replies() {
    return replies;
  }

  /// How each chat must stand at the end.
  Map<String, Mode> modes() {
    return modes;
  }
}
