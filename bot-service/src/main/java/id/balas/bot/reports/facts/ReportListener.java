package id.balas.bot.reports.facts;

import id.balas.bot.kafka.Poison;
import id.balas.events.ChatChanged;
import id.balas.events.WireRecord;
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
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Records facts for reports, in a consumer group of its own: they can be rebuilt by resetting its
/// offsets. Infrastructure errors are retried forever. A record that this release cannot read or
/// the database refuses is skipped, because other consumers dead-letter it.
@Component
class ReportListener {

  private static final Logger log = LoggerFactory.getLogger(ReportListener.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ConversationFacts conversations;
  private final WaitFacts waits;
  private final AnswerFacts answers;
  private final MissedFacts missed;
  private final TeamZones zones;
  private final DueDays due;
  private final TransactionTemplate transaction;

  ReportListener(
      ConversationFacts conversations,
      WaitFacts waits,
      AnswerFacts answers,
      MissedFacts missed,
      TeamZones zones,
      DueDays due,
      TransactionTemplate transaction) {
    this.conversations = conversations;
    this.waits = waits;
    this.answers = answers;
    this.missed = missed;
    this.zones = zones;
    this.due = due;
    this.transaction = transaction;
  }

  @KafkaListener(
      id = "bot-reports",
      topics = {
        Topics.CHAT_INPUTS,
        Topics.CHAT_CHANGES,
        Topics.OUTBOUND_MESSAGES,
        Topics.MESSAGE_STATUSES
      },
      autoStartup = "${balas.bot.history.enabled}",
      // No person waits for a report: many records share one transaction.
      properties = {"max.poll.records=1000", "fetch.min.bytes=65536", "fetch.max.wait.ms=500"})
  void on(List<ConsumerRecord<String, byte[]>> batch, Acknowledgment ack) {
    try {
      recordAll(read(batch));
      ack.acknowledge();
    } catch (RuntimeException e) {
      log.error("Could not record {} facts for reports, retrying: {}", batch.size(), e.toString());
      ack.nack(0, RETRY_AFTER);
    }
  }

  // If the database refuses a record, the others are recorded one by one.
  private void recordAll(List<WireRecord> records) {
    try {
      transaction.executeWithoutResult(_ -> record(records));
    } catch (RuntimeException e) {
      if (!Poison.isCause(e)) {
        throw e;
      }
      if (records.size() == 1) {
        log.warn("Skipped a record that has no place in reports: {}", e.getMessage());
        return;
      }
      records.forEach(one -> recordAll(List.of(one)));
    }
  }

  private static List<WireRecord> read(List<ConsumerRecord<String, byte[]>> batch) {
    List<WireRecord> records = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        records.add(EventJson.read(record.value(), WireRecord.class));
      } catch (UnreadableRecordException | UnknownKindException e) {
        log.debug("Skipped a record: {}", e.getMessage());
      }
    }
    return records;
  }

  private void record(List<WireRecord> records) {
    List<ChatChanged> changes = new ArrayList<>();
    for (WireRecord record : records) {
      if (record instanceof ChatChanged change) {
        changes.add(change);
      }
    }
    TeamZones.Known known = zones.known();
    var days = new DueDays.Marked();
    conversations.put(changes, known, days);
    waits.put(changes, known, days);
    answers.put(records, known, days);
    missed.put(records, known, days);
    due.mark(days);
  }
}
