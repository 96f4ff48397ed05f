package id.balas.service.kafka;

/// The Kafka broker did not respond. A retry may help.
public final class KafkaUnreachableException extends RuntimeException {

  KafkaUnreachableException(Exception cause) {
    super("Kafka does not respond", cause);
  }
}
