package id.balas.bot.people;

import id.balas.events.ChatChanged;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Consumes `chat-changes` in a consumer group of its own: the conversations can be rebuilt by
/// resetting its offsets. Infrastructure errors are retried forever. A bad record is dead-lettered.
@Component
class ChatChangeListener {

  private static final Logger log = LoggerFactory.getLogger(ChatChangeListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Conversations conversations;
  private final ConsumerRecordRecoverer deadLetters;

  ChatChangeListener(Conversations conversations, ConsumerRecordRecoverer deadLetters) {
    this.conversations = conversations;
    this.deadLetters = deadLetters;
  }

  @KafkaListener(
      id = "bot-conversations",
      topics = Topics.CHAT_CHANGES,
      autoStartup = "${balas.bot.history.enabled}",
      // As in the history, a record may wait 0.1 s for others.
      properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=100"})
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    try {
      List<ChatChanged> changes = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> record : batch) {
        try {
          changes.add(EventJson.read(record.value(), ChatChanged.class));
        } catch (UnreadableRecordException | UnknownKindException e) {
          deadLetters.accept(record, e);
        }
      }
      conversations.put(changes);
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not record {} changes of chats, retrying: {}", batch.size(), e.toString());
      ack.nack(0, RETRY_AFTER);
    }
  }
}
