package id.balas.sender.delivery;

import id.balas.events.EventJson;
import id.balas.events.OutboundMessage;
import id.balas.events.Topics;
import id.balas.events.UnknownKind;
import id.balas.events.UnreadableRecord;
import id.balas.sender.delivery.Courier.Finished;
import id.balas.sender.delivery.Courier.Wait;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/// Takes the messages of a partition one after the other, so those of a chat stay in order: a message that must wait
/// holds back the ones behind it, and its offset is committed when it has ended.
@Component
class OutboundListener {

  private static final Logger log = LoggerFactory.getLogger(OutboundListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

  private final Courier courier;
  private final StatusPublisher statuses;
  private final ConsumerRecordRecoverer deadLetters;

  OutboundListener(Courier courier, StatusPublisher statuses, ConsumerRecordRecoverer deadLetters) {
    this.courier = courier;
    this.statuses = statuses;
    this.deadLetters = deadLetters;
  }

  @KafkaListener(id = "sender-deliveries", topics = Topics.OUTBOUND_MESSAGES)
  void on(ConsumerRecord<String, byte[]> record, Acknowledgment ack) {
    try {
      OutboundMessage message = EventJson.read(record.value(), OutboundMessage.class);
      switch (courier.step(message)) {
        case Finished finished -> {
          statuses.publish(message, finished.delivery());
          ack.acknowledge();
        }
        case Wait wait -> ack.nack(wait.time());
      }
    } catch (UnreadableRecord e) {
      log.error("Put {}-{}@{} to the dead letters: {}", record.topic(), record.partition(), record.offset(), e.toString());
      deadLetters.accept(record, e);
      ack.acknowledge();
    } catch (UnknownKind e) {
      log.error("STOPPED at {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
      ack.nack(LOOK_AGAIN_AFTER);
    } catch (RuntimeException e) {
      log.error("Could not go on with {}-{}@{}, trying again: {}", record.topic(), record.partition(), record.offset(), e.toString());
      ack.nack(RETRY_AFTER);
    }
  }
}
