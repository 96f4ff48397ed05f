package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Stores the provider's statuses `failed`. The other statuses, and those that the sender itself
/// published, are skipped; so are older ones than [ReportedFailures] keeps, which a new consumer
/// group reads first.
@Component
class FailedStatusListener {

  private final ReportedFailures failures;
  private final Clock clock;

  FailedStatusListener(ReportedFailures failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  @KafkaListener(id = "sender-statuses", topics = Topics.MESSAGE_STATUSES)
  void on(List<ConsumerRecord<String, byte[]>> records) {
    Instant oldest = clock.instant().minus(ReportedFailures.KEPT);
    List<MessageStatus> failed =
        records.stream()
            .flatMap(record -> read(record).stream())
            .filter(status ->
                status.status() == Status.FAILED
                    && status.outboundId() == null
                    && status.messageId() != null
                    && status.at().isAfter(oldest))
            .toList();
    if (!failed.isEmpty()) {
      failures.add(failed);
    }
  }

  // The history reports unreadable statuses.
  private static Optional<MessageStatus> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(EventJson.read(record.value(), MessageStatus.class));
    } catch (UnreadableRecordException | UnknownKindException _) {
      return Optional.empty();
    }
  }
}
