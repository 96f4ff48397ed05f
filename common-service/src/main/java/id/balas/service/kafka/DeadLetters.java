package id.balas.service.kafka;

import id.balas.events.wire.Topics;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/// Publishes a record that can never be processed to the dead-letter topic of its topic, and logs
/// where it was.
public final class DeadLetters implements ConsumerRecordRecoverer {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(20);

  private final DeadLetterPublishingRecoverer publisher;

  public DeadLetters(KafkaOperations<String, byte[]> kafka) {
    publisher =
        new DeadLetterPublishingRecoverer(
            kafka,
            (record, _) ->
                new TopicPartition(
                    Topics.named(record.topic()).deadLetters().name(), record.partition())) {
          // Otherwise the consumer would wait for the producer's delivery.timeout.ms, which may be
          // endless.
          @Override
          protected Duration determineSendTimeout(KafkaOperations<?, ?> template) {
            return CONFIRMED_WITHIN;
          }
        };
  }

  @Override
  public void accept(ConsumerRecord<?, ?> record, Exception failure) {
    log.error(
        "Moved {}-{}@{} to the dead letters: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        failure.toString());
    publisher.accept(record, failure);
  }
}
