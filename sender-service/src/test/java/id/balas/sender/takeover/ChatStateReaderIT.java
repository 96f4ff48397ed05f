package id.balas.sender.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.ChatState;
import id.balas.events.testing.TestKafka;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.wire.CloudEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

@Timeout(30)
class ChatStateReaderIT {

  private static final Duration KEEP = Duration.ofDays(14);

  private final Instant now = Instant.now();
  private final Set<ChatKey> read = new HashSet<>();
  private final Fence fence =
      new Fence(true, KEEP, Clock.systemUTC()) {
        @Override
        public void seen(ChatKey chat, long epoch, Instant at) {
          read.add(chat);
          super.seen(chat, epoch, at);
        }
      };

  @Test
  void statesThatAreTooOldAreNotRead() {
    // Of one partition: they have the same key.
    ChatKey chat = new ChatKey("default", UUID.randomUUID() + "@s.whatsapp.net");
    ChatKey other = new ChatKey("other", chat.chatId());
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      write(producer, other, now.minus(KEEP).minus(Duration.ofDays(1)), chat.toString());
      write(producer, chat, now.minus(KEEP).plus(Duration.ofDays(1)), chat.toString());
    }

    new ChatStateReader(
            new DefaultKafkaConsumerFactory<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer()),
            fence,
            new AssignedChats(),
            Clock.systemUTC())
        .read(() -> !fence.isCaughtUp());

    assertThat(read).contains(chat).doesNotContain(other);
  }

  private static void write(
      KafkaProducer<String, byte[]> producer, ChatKey chat, Instant at, String key) {
    ProducerRecord<String, byte[]> record =
        CloudEvents.of(
            new ChatState(chat.channel(), chat.chatId(), Mode.BOT, at.toEpochMilli(), null, at),
            "test");
    var _ =
        producer.send(
            new ProducerRecord<>(record.topic(), null, at.toEpochMilli(), key, record.value()));
    producer.flush();
  }
}
