package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import id.balas.whapi.numbers.RecentEntries;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Stores the provider's statuses `failed`. The other statuses, and those that the sender itself
/// published, are skipped; so are older ones than [ReportedFailures] keeps, which a new consumer
/// group reads first. A message that was delivered has not failed: a resend would double it.
@Component
class FailedStatusListener {

  private static final int REMEMBERED = 20_000;

  private final ReportedFailures failures;
  private final Clock clock;
  // In memory alone: a row for each delivered message would be one more write for each message.
  private final RecentEntries<Status> delivered = new RecentEntries<>(REMEMBERED);

  FailedStatusListener(ReportedFailures failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  // Nothing waits for them, and one by one each costs a fetch and a commit: read together.
  @KafkaListener(
      id = "sender-statuses",
      topics = Topics.MESSAGE_STATUSES,
      properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=500"})
  void on(List<ConsumerRecord<String, byte[]>> records) {
    Instant oldest = clock.instant().minus(ReportedFailures.KEPT);
    List<MessageStatus> failed = new ArrayList<>();
    records.stream()
        .flatMap(record -> read(record).stream())
        .filter(status ->
            status.outboundId() == null
                && status.messageId() != null
                && status.at().isAfter(oldest))
        .forEach(status -> sort(status, failed));
    if (!failed.isEmpty()) {
      failures.add(failed);
    }
  }

  private void sort(MessageStatus status, List<MessageStatus> failed) {
    switch (status.status()) {
      case DELIVERED, READ, PLAYED -> delivered.add(message(status), status.status());
      case FAILED -> {
        if (!isOfOneMember(status) && delivered.get(message(status)) == null) {
          failed.add(status);
        }
      }
      case PENDING, SENT, DELETED, ACCEPTED, DROPPED -> {}
    }
  }

  private static String message(MessageStatus status) {
    return status.channel() + "/" + status.messageId();
  }

  // In a group, each member has a status. The provider does not always name the group.
  private static boolean isOfOneMember(MessageStatus status) {
    String chatId = status.chatId();
    return status.viewerId() != null && (chatId == null || chatId.endsWith("@g.us"));
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
