package id.balas.sender.delivery;

import id.balas.events.CloudEvents;
import id.balas.events.MessageStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Says on message-statuses what came of a message, and returns when Kafka has it.
@Component
class StatusPublisher {

  private static final Logger log = LoggerFactory.getLogger(StatusPublisher.class);

  private final KafkaTemplate<String, byte[]> kafka;
  private final MeterRegistry registry;
  private final Clock clock;

  StatusPublisher(KafkaTemplate<String, byte[]> kafka, MeterRegistry registry, Clock clock) {
    this.kafka = kafka;
    this.registry = registry;
    this.clock = clock;
    List.of("accepted", "failed", "dropped").forEach(outcome -> registry.counter("balas.sender.outcomes", "outcome", outcome));
  }

  void publish(Delivery delivery) {
    MessageStatus status = delivery.status(clock.instant());
    kafka.send(CloudEvents.of(status, "sender-service")).join();
    String outcome = status.status().name().toLowerCase(Locale.ROOT);
    registry.counter("balas.sender.outcomes", "outcome", outcome).increment();
    log.info(
        "Ended outboundId={} messageId={} chatId={}: {}",
        delivery.message().id(),
        status.messageId(),
        delivery.message().chat().masked(),
        delivery.state());
  }
}
