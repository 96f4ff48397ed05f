package id.balas.sender.web;

import id.balas.service.kafka.ActionProducer;
import id.balas.service.web.ProblemException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;

/// Publishes records in their order and returns when Kafka has confirmed all of them.
@Component
class ConfirmedPublisher {

  private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ActionProducer producer;

  ConfirmedPublisher(ActionProducer producer) {
    this.producer = producer;
  }

  /// Throws a 503 after a few seconds. Kafka may have stored some of the records, and stores no
  /// more.
  void publish(List<ProducerRecord<String, byte[]>> records) {
    try {
      producer.publish(records);
    } catch (KafkaException e) {
      log.error("Kafka has not confirmed the records of a request: {}", e.toString());
      throw ProblemException.unavailable(
          "Kafka has not confirmed the records. Repeat the request with the same Idempotency-Key.",
          RETRY_AFTER);
    }
  }
}
