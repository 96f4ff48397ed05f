package id.balas.system.bench;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.wire.CloudEvents;
import id.balas.system.load.FakeControl;
import id.balas.system.load.KafkaProducers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Messages on the log, as fast as it takes them, and how long the sender needs until the provider
/// has them all.
final class OutboundBacklog {

  private static final long TICK_NANOS = 20_000_000;
  private static final long PATIENCE_NANOS = 300_000_000_000L;
  private static final int TO_THE_REFUSED = 20;

  private final KafkaProducer<String, byte[]> producer;
  private final FakeControl fake;
  private int written;
  private int refused;

  OutboundBacklog(String bootstrapServers, FakeControl fake) {
    this.fake = fake;
    this.producer =
        KafkaProducers.connect(
            bootstrapServers, Map.of("linger.ms", "5", "compression.type", "lz4"));
  }

  /// The rate, in messages a second, from the first that is written until the provider took four of
  /// five: so long all chats have one more to send. Returns when it took the last.
  double deliver(int messages, int chats) {
    fake.clearHistory();
    long begun = System.nanoTime();
    for (int i = 0; i < messages; i++) {
      write("6281%07d@s.whatsapp.net".formatted(i % chats));
    }
    int most = messages * 4 / 5;
    await(most, begun);
    double rate = most / ((System.nanoTime() - begun) / 1e9);
    await(messages, begun);
    return rate;
  }

  private void await(int messages, long begun) {
    while (fake.total() < messages) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new IllegalStateException(
            "only %d of %d were sent in time".formatted(fake.total(), messages));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  /// Another one each time.
  String chatToRefuse() {
    return "6299%07d@s.whatsapp.net".formatted(refused++);
  }

  void writeTo(String chatId) {
    for (int i = 0; i < TO_THE_REFUSED; i++) {
      write(chatId);
    }
  }

  private void write(String chatId) {
    String id = "bench-" + System.nanoTime() + "-" + written++;
    var text =
        new Content.Text(
            "Halo, terima kasih. Pesan Anda sudah kami terima, nomor " + written + ".");
    var author = Author.person(Author.Kind.AGENT, "sari");
    var message =
        OutboundMessage.toChat(
            id, "default", chatId, text, author, "cause-" + id, 1, null, Instant.now(), null);
    var _ = producer.send(CloudEvents.of(message, "bench"));
  }
}
