package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.wire.CloudEvents;
import id.balas.sender.protocol.Delivery;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes the final status of a delivery on message-statuses. Returns when Kafka has confirmed
/// it.
@Component
class StatusPublisher {

  private static final Logger log = LoggerFactory.getLogger(StatusPublisher.class);

  private final KafkaTemplate<String, byte[]> kafka;
  private final Clock clock;

  StatusPublisher(KafkaTemplate<String, byte[]> kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  void publish(Delivery delivery) {
    MessageStatus status = delivery.status(clock.instant());
    kafka.send(CloudEvents.of(status, "sender-service")).join();
    log.info(
        "Ended outboundId={} messageId={} chatId={}: {}",
        delivery.message().id(),
        status.messageId(),
        delivery.message().chat().masked(),
        delivery.state());
  }
}
