package id.balas.system.faults;

import id.balas.events.ChatState;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.events.wire.CloudEvents;
import id.balas.system.load.KafkaProducers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Writes what the bot would write: agents' replies in many chats, and in some chats a row of
/// automatic answers until an agent takes over.
final class OutboundFeed {

  /// An agent takes over one chat in this many.
  private static final int ONE_TAKEN_OVER_IN = 10;

  private static final int ANSWERS = 30;
  private static final long TICK_MILLIS = 100;

  private final Plan plan;
  private final String prefix;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, List<String>> expected = new LinkedHashMap<>();
  private final Map<String, Instant> takenOver = new HashMap<>();

  OutboundFeed(Plan plan, String prefix, String bootstrapServers) {
    this.plan = plan;
    this.prefix = prefix;
    this.producer = KafkaProducers.forOutages(bootstrapServers);
  }

  /// The texts of the agents' messages in each chat, in order: all must arrive.
  Map<String, List<String>> expected() {
    return expected;
  }

  /// The total number of messages written.
  int written() {
    return plan.messages() + takenOver.size() * ANSWERS;
  }

  /// Since when automatic answers must no longer start in these chats.
  Map<String, Instant> takenOver() {
    return takenOver;
  }

  /// Writes at a steady rate.
  void write() {
    long begun = System.nanoTime();
    long perTick = Math.max(1, plan.perSecond() * TICK_MILLIS / 1000);
    List<Runnable> takeOvers = new ArrayList<>();
    for (int chat = 0; chat < plan.chats() / ONE_TAKEN_OVER_IN; chat++) {
      takeOvers.add(answers(automatic(chat)));
    }
    for (int i = 0; i < plan.messages(); i++) {
      String chatId = chat(i % plan.chats());
      String text = "pesan " + i + " untuk " + chatId;
      expected.computeIfAbsent(chatId, _ -> new ArrayList<>()).add(text);
      write(message("m" + i, chatId, text, Author.person(Author.Kind.AGENT, "sari"), 1));
      if (i == plan.messages() / 4) {
        takeOvers.forEach(Runnable::run);
      }
      if (i % perTick == 0) {
        long due = begun + (i / perTick) * TICK_MILLIS * 1_000_000;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
    producer.flush();
  }

  private Runnable answers(String chatId) {
    for (int i = 0; i < ANSWERS; i++) {
      write(message("a" + i + "-" + chatId, chatId, "jawaban " + i, Author.BOT, 1));
    }
    return () -> {
      write(new ChatState("default", chatId, Mode.AGENT, 2, "sari", Instant.now()));
      producer.flush();
      takenOver.put(chatId, Instant.now());
    };
  }

  private String chat(int number) {
    return prefix + "1%04d@s.whatsapp.net".formatted(number);
  }

  private String automatic(int number) {
    return prefix + "2%04d@s.whatsapp.net".formatted(number);
  }

  private OutboundMessage message(
      String id, String chatId, String text, Author author, long epoch) {
    return OutboundMessage.toChat(
        prefix + id,
        "default",
        chatId,
        new Content.Text(text),
        author,
        "cause-" + id,
        epoch,
        null,
        Instant.now(),
        null);
  }

  private void write(WireRecord record) {
    var _ = producer.send(CloudEvents.of(record, "fault-run"));
  }

  void close() {
    producer.close();
  }
}
