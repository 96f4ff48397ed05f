package id.balas.sender.reconciliation;

import id.balas.events.MessageEcho;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Stores echoes as evidence. An unreadable one is skipped, because the provider's message list has
/// the same message.
@Component
class EchoListener {

  private static final Logger log = LoggerFactory.getLogger(EchoListener.class);

  private final Echoes echoes;

  EchoListener(Echoes echoes) {
    this.echoes = echoes;
  }

  // Echoes are evidence for calls that have waited a minute, so they are stored together.
  @KafkaListener(
      id = "sender-echoes",
      topics = Topics.MESSAGE_ECHOES,
      properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=500"})
  void on(List<ConsumerRecord<String, byte[]>> records) {
    echoes.add(records.stream().map(EchoListener::read).filter(Objects::nonNull).toList());
  }

  private static @Nullable MessageEcho read(ConsumerRecord<String, byte[]> record) {
    try {
      return EventJson.read(record.value(), MessageEcho.class);
    } catch (UnreadableRecordException | UnknownKindException e) {
      log.warn(
          "Skipped an unreadable record {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }
}
