package id.balas.system.load.steps;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.Content;
import id.balas.events.wire.CloudEvents;
import id.balas.system.load.KafkaProducers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Messages on the topic of chat inputs, faster than any webhook takes them.
final class Backlog {

  private Backlog() {}

  /// Returns when Kafka has all.
  static void write(String bootstrapServers, StepMessages messages, int count) {
    try (var producer =
        KafkaProducers.connect(
            bootstrapServers, Map.of("linger.ms", "5", "compression.type", "lz4"))) {
      for (int i = 0; i < count; i++) {
        int number = i;
        String chat = messages.chat(i);
        Instant now = Instant.now();
        messages.times.due[i] = micros(now);
        var message =
            new InboundMessage(
                messages.id(i),
                "default",
                chat,
                chat,
                StepMessages.name(i),
                From.CUSTOMER,
                new Content.Text("Halo, pesan " + i),
                null,
                now,
                now,
                false);
        var _ =
            producer.send(
                CloudEvents.of(message, "load"),
                (_, _) -> messages.times.taken[number] = micros(Instant.now()));
      }
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
