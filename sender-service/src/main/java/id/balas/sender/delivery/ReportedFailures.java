package id.balas.sender.delivery;

import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.FailureKind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Messages that WhatsApp accepted and later reported as failed. The report may come before the
/// delivery knows its provider id, so it is stored and matched for up to two days. The delivery
/// then is FAILED, so that it can be resent.
@Repository
class ReportedFailures {

  static final Duration KEPT = Duration.ofDays(2);

  private static final Logger log = LoggerFactory.getLogger(ReportedFailures.class);
  private static final int BATCH = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private static final String ADD =
      """
      INSERT INTO sender.reported_failures (channel, message_id, reason, reported_at)
      SELECT channel, "messageId", reason, at
      FROM json_to_recordset(:rows::json) AS new(channel text, "messageId" text, reason text, at timestamptz)
      ORDER BY channel, "messageId"
      ON CONFLICT DO NOTHING
      """;

  private static final String MATCHED =
      """
      SELECT d.outbound_id, d.message, d.state, d.attempts, d.next_try_at, d.message_id,
        concat_ws(': ', '%s', f.reason) AS reason, d.log_partition, d.log_offset, d.finished_at
      FROM sender.reported_failures f
      JOIN sender.deliveries d ON d.channel = f.channel AND d.message_id = f.message_id
      WHERE d.state = 'ACCEPTED' AND d.message IS NOT NULL
      ORDER BY f.reported_at
      LIMIT :batch
      """
          .formatted(FailureKind.REPORTED);

  private static final String FAIL =
      """
      UPDATE sender.deliveries SET state = 'FAILED', reason = :reason, finished_at = :now
      WHERE outbound_id = :id AND state = 'ACCEPTED'
      """;

  private static final String DELETE =
      """
      DELETE FROM sender.reported_failures f
      WHERE f.reported_at < :before OR EXISTS (
        SELECT 1 FROM sender.deliveries d
        WHERE d.channel = f.channel AND d.message_id = f.message_id AND d.state = 'FAILED')
      """;

  private final JdbcClient jdbc;
  private final StatusPublisher publisher;
  private final Clock clock;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  ReportedFailures(JdbcClient jdbc, StatusPublisher publisher, Clock clock) {
    this.jdbc = jdbc;
    this.publisher = publisher;
    this.clock = clock;
  }

  void add(List<MessageStatus> failed) {
    jdbc.sql(ADD).param("rows", JSON.writeValueAsString(failed)).update();
  }

  // On a thread of its own: all scheduled work of the service shares one, and publishing waits
  // until Kafka is available.
  @Scheduled(fixedDelayString = "PT2S")
  void start() {
    if (isRunning.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::match);
    }
  }

  // The failure is published before it is recorded: after a crash in between, it is published again
  // with the same id.
  private void match() {
    try {
      for (Delivery delivery : matched()) {
        publisher.publishFailure(delivery, DeliveryFailed.Kind.REPORTED);
        jdbc.sql(FAIL)
            .param("reason", delivery.reason())
            .param("now", Timestamp.from(clock.instant()))
            .param("id", delivery.message().id())
            .update();
        log.warn(
            "WhatsApp reported a failure after accepting outboundId={} chatId={}",
            delivery.message().id(),
            delivery.message().chat().masked());
      }
      jdbc.sql(DELETE).param("before", Timestamp.from(clock.instant().minus(KEPT))).update();
    } catch (RuntimeException e) {
      log.warn("Could not match reported failures, retrying: {}", e.toString());
    } finally {
      isRunning.set(false);
    }
  }

  private List<Delivery> matched() {
    return jdbc.sql(MATCHED)
        .param("batch", BATCH)
        .query((row, _) -> DeliveryRow.read(row, null))
        .list();
  }
}
