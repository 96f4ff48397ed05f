package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.wire.CloudEvents;
import id.balas.sender.protocol.Acts;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.FailureKind;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes the end of a delivery: its status, and to the chat if the message did not reach the
/// customer. Returns when Kafka has confirmed it. The failure comes first, because the end counts
/// as published once the status is.
@Component
class StatusPublisher {

  private static final Logger log = LoggerFactory.getLogger(StatusPublisher.class);

  private final KafkaTemplate<String, byte[]> kafka;
  private final Clock clock;
  private final boolean peopleAreWritten;

  StatusPublisher(
      KafkaTemplate<String, byte[]> kafka,
      Clock clock,
      @Value("${balas.people.write}") boolean peopleAreWritten) {
    this.kafka = kafka;
    this.clock = clock;
    this.peopleAreWritten = peopleAreWritten;
  }

  void publish(Delivery delivery) {
    DeliveryFailed.Kind kind = FailureKind.of(delivery);
    if (kind != null) {
      publishFailure(delivery, kind);
    }
    MessageStatus status = delivery.status(clock.instant());
    kafka.send(CloudEvents.of(status, "sender-service")).join();
    log.info(
        "Ended outboundId={} messageId={} chatId={}: {}",
        delivery.message().id(),
        status.messageId(),
        delivery.message().chat().masked(),
        delivery.state());
  }

  /// Publishes to the chat that this message did not reach the customer. A repetition has the same
  /// id.
  void publishFailure(Delivery delivery, DeliveryFailed.Kind kind) {
    OutboundMessage message = delivery.message();
    if (peopleAreWritten) {
      var failed =
          new DeliveryFailed(
              message.channel(),
              message.chatId(),
              message.id(),
              message.author(),
              message.createdAt(),
              message.answersSince(),
              kind,
              clock.instant(),
              Acts.is(delivery) ? String.valueOf(delivery.reason()) : null);
      kafka.send(CloudEvents.of(failed, "sender-service")).join();
    }
  }
}
