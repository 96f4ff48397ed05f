package id.balas.sender.desk;

import id.balas.events.Author;
import id.balas.events.Content;
import id.balas.events.EventJson;
import id.balas.events.OutboundMessage;
import id.balas.sender.desk.DeliveryFilter.State;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The deliveries as people read them. A question that takes the database too long is given up, so
/// that it never holds back the messages.
@Repository
class DeliveryBook {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SECONDS_FOR_A_QUESTION = 5;

  private static final String SELECT =
      """
      SELECT d.outbound_id, d.channel, d.chat_id, d.message, d.state, d.tries, d.attempts, d.next_try_at, d.message_id,
        d.reason, d.log_partition, d.created_at, d.finished_at
      """;

  private static final String ONE =
      SELECT
          + """
          , act.request_id, act.issued_by, act.issued_at,
            (SELECT count(*) FROM sender.deliveries earlier
             WHERE earlier.log_partition = d.log_partition AND earlier.channel = d.channel
               AND earlier.chat_id = d.chat_id AND earlier.log_offset < d.log_offset) AS behind
          FROM sender.deliveries d
          LEFT JOIN sender.acts act ON act.act = 'resend' AND act.subject = d.outbound_id
          WHERE d.outbound_id = :id
          """;

  /// A line of the list: all but the words, and nothing of how it was tried.
  record Line(
      String id,
      String channel,
      String chatId,
      State state,
      Author.@Nullable Kind author,
      @Nullable String content,
      @Nullable String reason,
      int tries,
      @Nullable String messageId,
      Instant createdAt,
      @Nullable Instant nextTryAt,
      @Nullable Instant finishedAt) {}

  record Page(List<Line> deliveries, @Nullable String next) {}

  /// Why an open delivery waits, until when at least, and how many of its chat stand before it.
  record Waits(String why, @Nullable Instant until, int behind) {}

  record Resent(String commandId, String by, Instant at) {}

  record Whole(
      String id,
      String channel,
      String chatId,
      State state,
      @Nullable Waits waits,
      @Nullable String reason,
      @Nullable String messageId,
      @Nullable OutboundMessage message,
      JsonNode attempts,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Resent resent) {}

  private final JdbcClient jdbc;

  DeliveryBook(DataSource database) {
    var template = new JdbcTemplate(database);
    template.setQueryTimeout(SECONDS_FOR_A_QUESTION);
    this.jdbc = JdbcClient.create(template);
  }

  /// The newest first.
  Page list(DeliveryFilter filter) {
    var sql = new StringBuilder(SELECT).append("FROM sender.deliveries d WHERE true");
    // Written out, so that the index of the few that ended badly serves.
    if (filter.state() != null) {
      sql.append(" AND d.state = '").append(filter.state().name()).append('\'');
    }
    append(sql, filter.chat(), " AND d.chat_id = :chat");
    append(sql, filter.channel(), " AND d.channel = :channel");
    append(sql, filter.from(), " AND d.created_at >= :from");
    append(sql, filter.to(), " AND d.created_at < :to");
    append(sql, filter.reason(), " AND position(lower(:reason) IN lower(d.reason)) > 0");
    append(sql, filter.cursor(), " AND (d.created_at, d.outbound_id) < (:cursorAt, :cursorId)");
    sql.append(" ORDER BY d.created_at DESC, d.outbound_id DESC LIMIT :most");
    Cursor cursor = filter.cursor();
    List<Line> lines =
        jdbc.sql(sql.toString())
            .param("chat", filter.chat())
            .param("channel", filter.channel())
            .param("from", timestamp(filter.from()))
            .param("to", timestamp(filter.to()))
            .param("reason", filter.reason())
            .param("cursorAt", cursor == null ? null : timestamp(cursor.createdAt()))
            .param("cursorId", cursor == null ? null : cursor.id())
            .param("most", filter.limit() + 1)
            .query((row, _) -> line(row))
            .list();
    if (lines.size() <= filter.limit()) {
      return new Page(lines, null);
    }
    List<Line> page = lines.subList(0, filter.limit());
    return new Page(page, new Cursor(page.getLast().createdAt(), page.getLast().id()).write());
  }

  private static void append(StringBuilder sql, @Nullable Object value, String condition) {
    if (value != null) {
      sql.append(condition);
    }
  }

  Optional<Whole> find(String id) {
    return jdbc.sql(ONE).param("id", id).query((row, _) -> whole(row)).optional();
  }

  private static Line line(ResultSet row) throws SQLException {
    OutboundMessage message = message(row);
    return new Line(
        row.getString("outbound_id"),
        row.getString("channel"),
        row.getString("chat_id"),
        State.valueOf(row.getString("state")),
        message == null ? null : message.author().kind(),
        message == null ? null : kind(message.content()),
        row.getString("reason"),
        row.getInt("tries"),
        row.getString("message_id"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "next_try_at"),
        instant(row, "finished_at"));
  }

  private static String kind(Content content) {
    return content instanceof Content.Media media
        ? media.kind().name()
        : content.getClass().getSimpleName();
  }

  private static Whole whole(ResultSet row) throws SQLException {
    State state = State.valueOf(row.getString("state"));
    JsonNode attempts = JSON.readTree(row.getString("attempts"));
    String request = row.getString("request_id");
    return new Whole(
        row.getString("outbound_id"),
        row.getString("channel"),
        row.getString("chat_id"),
        state,
        waits(row, state, attempts),
        row.getString("reason"),
        row.getString("message_id"),
        message(row),
        attempts,
        row.getTimestamp("created_at").toInstant(),
        instant(row, "finished_at"),
        request == null
            ? null
            : new Resent(
                Resends.commandId(request),
                row.getString("issued_by"),
                row.getTimestamp("issued_at").toInstant()));
  }

  private static @Nullable Waits waits(ResultSet row, State state, JsonNode attempts)
      throws SQLException {
    int behind = row.getInt("behind");
    String reason = row.getString("reason");
    String why =
        reason == null || reason.isBlank()
            ? behind > 0 ? "earlier messages of its chat" : "its turn"
            : reason;
    Instant next = instant(row, "next_try_at");
    return switch (state) {
      case WAITING -> new Waits(why, next, behind);
      case UNKNOWN -> new Waits("nobody knows yet whether it was sent: " + why, next, behind);
      case ATTEMPTING -> new Waits("a call is under way", lease(attempts), behind);
      case ACCEPTED, FAILED, DROPPED -> null;
    };
  }

  private static @Nullable Instant lease(JsonNode attempts) {
    String lease = attempts.path(attempts.size() - 1).path("leaseUntil").asString("");
    return lease.isEmpty() ? null : Instant.parse(lease);
  }

  private static @Nullable OutboundMessage message(ResultSet row) throws SQLException {
    String message = row.getString("message");
    return message == null
        ? null
        : EventJson.read(message.getBytes(StandardCharsets.UTF_8), OutboundMessage.class);
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
