package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.sender.delivery.Delivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Every message that was ever to be sent, and what came of it: a message that comes twice meets its first delivery.
@Repository
class Deliveries {

  private static final String BEGIN =
      """
      INSERT INTO sender.deliveries (outbound_id, channel, chat_id, state, tries, created_at)
      VALUES (:id, :channel, :chatId, 'WAITING', 0, :createdAt)
      ON CONFLICT (outbound_id) DO NOTHING
      """;

  private static final String COLUMNS =
      "state, tries, excused, first_attempt_at, last_attempt_at, message_id, reason, finished_at";

  // Who lost the message to another instance since it was read finds no row here.
  private static final String ATTEMPT =
      """
      UPDATE sender.deliveries
      SET state = 'ATTEMPTING', tries = tries + 1, last_attempt_at = :now,
          first_attempt_at = coalesce(first_attempt_at, :now), reason = NULL
      WHERE outbound_id = :id AND tries = :tries AND state IN ('WAITING', 'ATTEMPTING')
      RETURNING\s"""
          + COLUMNS;

  private static final String MOVE =
      """
      UPDATE sender.deliveries
      SET state = :state, excused = excused + :excused, message_id = :messageId, reason = :reason,
          finished_at = :finishedAt
      WHERE outbound_id = :id AND finished_at IS NULL AND state = :loadedState AND tries = :loadedTries
      RETURNING\s"""
          + COLUMNS;

  private static final String FIND = "SELECT " + COLUMNS + " FROM sender.deliveries WHERE outbound_id = :id";

  private static final String IS_ATTRIBUTED =
      "SELECT count(*) FROM sender.deliveries WHERE channel = :channel AND message_id = :messageId";

  private final JdbcClient jdbc;

  Deliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The delivery of this message: a new one that waits, or the one that was begun before.
  Delivery begin(OutboundMessage message) {
    jdbc.sql(BEGIN)
        .param("id", message.id())
        .param("channel", message.channel())
        .param("chatId", message.chatId())
        .param("createdAt", Timestamp.from(message.createdAt()))
        .update();
    return jdbc.sql(FIND).param("id", message.id()).query(Deliveries::read).single();
  }

  /// Recorded before the call, so that a call is never made that nobody knows of.
  Delivery attempt(OutboundMessage message, Delivery loaded, Instant now) {
    return jdbc.sql(ATTEMPT)
        .param("now", Timestamp.from(now))
        .param("id", message.id())
        .param("tries", loaded.tries())
        .query(Deliveries::read)
        .optional()
        .orElseThrow(() -> takenOver(message));
  }

  Delivery accepted(OutboundMessage message, Delivery delivery, String messageId, @Nullable String evidence, Instant now) {
    return move(message, delivery, State.ACCEPTED, 0, messageId, evidence, now);
  }

  Delivery failed(OutboundMessage message, Delivery delivery, String reason, Instant now) {
    return move(message, delivery, State.FAILED, 0, null, reason, now);
  }

  Delivery dropped(OutboundMessage message, Delivery delivery, String reason, Instant now) {
    return move(message, delivery, State.DROPPED, 0, null, reason, now);
  }

  /// Not sent for sure; it may be tried again.
  Delivery notSent(OutboundMessage message, Delivery delivery, String reason) {
    return move(message, delivery, State.WAITING, 0, null, reason, null);
  }

  /// Not sent for sure, and not the message's fault: the try does not count.
  Delivery channelDown(OutboundMessage message, Delivery delivery, String reason) {
    return move(message, delivery, State.WAITING, 1, null, reason, null);
  }

  Delivery unknown(OutboundMessage message, Delivery delivery, String reason) {
    return move(message, delivery, State.ATTEMPTING, 0, null, reason, null);
  }

  boolean isAttributed(String channel, String messageId) {
    return jdbc.sql(IS_ATTRIBUTED)
            .param("channel", channel)
            .param("messageId", messageId)
            .query(Integer.class)
            .single()
        > 0;
  }

  private Delivery move(
      OutboundMessage message,
      Delivery loaded,
      State state,
      int excused,
      @Nullable String messageId,
      @Nullable String reason,
      @Nullable Instant finishedAt) {
    return jdbc.sql(MOVE)
        .param("state", state.name())
        .param("excused", excused)
        .param("loadedState", loaded.state().name())
        .param("loadedTries", loaded.tries())
        .param("messageId", messageId)
        .param("reason", reason)
        .param("finishedAt", finishedAt == null ? null : Timestamp.from(finishedAt))
        .param("id", message.id())
        .query(Deliveries::read)
        .optional()
        .orElseThrow(() -> takenOver(message));
  }

  private static OptimisticLockingFailureException takenOver(OutboundMessage message) {
    return new OptimisticLockingFailureException("another instance delivers " + message.id());
  }

  private static Delivery read(ResultSet row, int index) throws SQLException {
    return new Delivery(
        State.valueOf(row.getString("state")),
        row.getInt("tries"),
        row.getInt("excused"),
        instant(row, "first_attempt_at"),
        instant(row, "last_attempt_at"),
        row.getString("message_id"),
        row.getString("reason"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
