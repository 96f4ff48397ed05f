package id.balas.system.bench;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.stack.TestCluster.Instance;
import id.balas.system.load.KafkaProducers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Writes customers' messages to the topic, at once or at a steady rate, and measures when the
/// bot's answers are on the topic.
final class QuestionLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private final int chats;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> answers;
  private final List<TopicPartition> partitions;
  private int written;
  private long begun;

  QuestionLoad(String bootstrapServers, int chats) {
    this.chats = chats;
    this.producer =
        KafkaProducers.connect(
            bootstrapServers, Map.of("linger.ms", "0", "compression.type", "lz4"));
    this.answers =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.partitions =
        answers.partitionsFor(Topics.OUTBOUND_MESSAGES).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    answers.assign(partitions);
    answers.seekToEnd(partitions);
  }

  /// Inputs per second, from the moment when the bot resumes until the last answer is on the topic.
  /// The bot is frozen while they are written, so only its own work is measured.
  double backlog(Instance bot, int messages) {
    long before = end();
    bot.signal("STOP");
    for (int i = 0; i < messages; i++) {
      write(Instant.now());
    }
    producer.flush();
    begun = System.nanoTime();
    bot.signal("CONT");
    while (end() - before < messages) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "only %d of %d were answered in time".formatted(end() - before, messages));
      }
      LockSupport.parkNanos(20_000_000);
    }
    return messages / ((System.nanoTime() - begun) / 1e9);
  }

  /// The number of records of this run on the topics: questions and answers.
  long records() {
    return written + end();
  }

  /// When the last backlog was released.
  long begunNanos() {
    return begun;
  }

  private long end() {
    return answers.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /// The latencies from input record to output record, in milliseconds, sorted.
  double[] steadily(int perSecond, int seconds) {
    answers.seekToEnd(partitions);
    partitions.forEach(answers::position);
    int count = perSecond * seconds;
    int first = written;
    long[] sent = new long[count];
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              long begun = System.nanoTime();
              for (int i = 0; i < count; i++) {
                LockSupport.parkNanos(begun + i * 1_000_000_000L / perSecond - System.nanoTime());
                sent[i] = System.nanoTime();
                write(Instant.now());
              }
            });
    double[] latencies = new double[count];
    Arrays.fill(latencies, -1);
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(id(first + i), i);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds + 30L).toNanos();
    while (!numbers.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : answers.poll(POLL)) {
        long now = System.nanoTime();
        Integer number =
            numbers.remove(EventJson.read(record.value(), OutboundMessage.class).causeId());
        if (number != null) {
          latencies[number] = (now - sent[number]) / 1e6;
        }
      }
    }
    join(writer);
    if (!numbers.isEmpty()) {
      throw new IllegalStateException(numbers.size() + " were not answered in time");
    }
    Arrays.sort(latencies);
    return latencies;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Instant now) {
    int number = written++;
    String chatId = "6281%07d@s.whatsapp.net".formatted(number % chats);
    var text = new Content.Text("Halo, apakah pesanan nomor " + number + " sudah dikirim?");
    var _ =
        producer.send(
            CloudEvents.of(
                new InboundMessage(
                    id(number),
                    "default",
                    chatId,
                    chatId,
                    "Budi",
                    From.CUSTOMER,
                    text,
                    null,
                    now,
                    now,
                    false),
                "bench"));
  }

  private static String id(int number) {
    return "bench-question-" + number;
  }
}
