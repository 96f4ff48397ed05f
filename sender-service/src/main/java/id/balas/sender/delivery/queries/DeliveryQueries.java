package id.balas.sender.delivery.queries;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import id.balas.sender.delivery.queries.DeliveryDetails.Handled;
import id.balas.sender.delivery.queries.DeliveryDetails.Waits;
import id.balas.sender.delivery.queries.DeliveryPage.Line;
import id.balas.sender.protocol.Delivery.State;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Read access to deliveries for admins. A query is cancelled after 5 s, so that it cannot delay
/// the sending.
@Repository
public class DeliveryQueries {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LIST = "deliveries";
  private static final int TIMEOUT_SECONDS = 5;

  private static final String SELECT =
      """
      SELECT d.outbound_id, d.channel, d.chat_id, d.message, d.state, d.tries, d.attempts, d.next_try_at, d.message_id,
        d.reason, d.log_partition, d.created_at, d.finished_at
      """;

  private static final String ONE =
      SELECT
          + """
          , (SELECT count(*) FROM sender.deliveries earlier
             WHERE earlier.log_partition = d.log_partition AND earlier.channel = d.channel
               AND earlier.chat_id = d.chat_id
               AND (earlier.parked_at, earlier.log_offset) < (d.parked_at, d.log_offset)) AS behind
          FROM sender.deliveries d
          WHERE d.outbound_id = :id
          """;

  /// Whether an admin has resent or discarded the delivery `d`. An act that has not ended does not
  /// count: it may have had no effect.
  public static final String HANDLED =
      """
      EXISTS (SELECT FROM sender.acts act
        WHERE act.act IN ('resend', 'discard') AND act.subject = d.outbound_id AND act.result <> 'under way')
      """;

  private final JdbcClient jdbc;

  DeliveryQueries(DataSource database) {
    var template = new JdbcTemplate(database);
    template.setQueryTimeout(TIMEOUT_SECONDS);
    this.jdbc = JdbcClient.create(template);
  }

  /// Newest first. Throws [id.balas.service.web.ProblemException] for a cursor of another list.
  public DeliveryPage list(DeliverySearch search) {
    Cursor cursor = Cursor.in(LIST, "cursor", search.cursor());
    var sql = new StringBuilder(SELECT).append("FROM sender.deliveries d WHERE true");
    // A literal, so that the planner can use the partial index of failed and dropped deliveries.
    if (search.state() != null) {
      sql.append(" AND d.state = '").append(search.state().name()).append('\'');
    }
    append(sql, search.chatId(), " AND d.chat_id = :chat");
    append(sql, search.channel(), " AND d.channel = :channel");
    append(sql, search.from(), " AND d.created_at >= :from");
    append(sql, search.to(), " AND d.created_at < :to");
    append(sql, search.reason(), " AND position(lower(:reason) IN lower(d.reason)) > 0");
    if (search.handled() != null) {
      sql.append(search.handled() ? " AND " : " AND NOT ").append(HANDLED);
    }
    append(sql, cursor, " AND (d.created_at, d.outbound_id) < (:cursorAt, :cursorId)");
    sql.append(" ORDER BY d.created_at DESC, d.outbound_id DESC LIMIT :most");
    List<Line> lines =
        jdbc.sql(sql.toString())
            .param("chat", search.chatId())
            .param("channel", search.channel())
            .param("from", timestamp(search.from()))
            .param("to", timestamp(search.to()))
            .param("reason", search.reason())
            .param("cursorAt", cursor == null ? null : timestamp(cursor.at()))
            .param("cursorId", cursor == null ? null : cursor.id())
            .param("most", search.limit() + 1)
            .query((row, _) -> line(row))
            .list();
    if (lines.size() <= search.limit()) {
      return new DeliveryPage(lines, null);
    }
    List<Line> page = lines.subList(0, search.limit());
    Line last = page.getLast();
    return new DeliveryPage(page, Cursor.of(LIST, last.createdAt(), last.id()).toString());
  }

  private static void append(StringBuilder sql, @Nullable Object value, String condition) {
    if (value != null) {
      sql.append(condition);
    }
  }

  /// Does not fill in `handled`.
  public Optional<DeliveryDetails> find(String id) {
    return jdbc.sql(ONE).param("id", id).query((row, _) -> details(row)).optional();
  }

  /// Returns the ids that have a delivery.
  public Set<String> known(Set<String> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.sql("SELECT outbound_id FROM sender.deliveries WHERE outbound_id IN (:ids)")
            .param("ids", ids)
            .query(String.class)
            .list());
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
        Columns.instant(row, "next_try_at"),
        Columns.instant(row, "finished_at"));
  }

  private static String kind(Content content) {
    return content instanceof Content.Media media
        ? media.kind().name()
        : content.getClass().getSimpleName();
  }

  private static DeliveryDetails details(ResultSet row) throws SQLException {
    State state = State.valueOf(row.getString("state"));
    JsonNode attempts = JSON.readTree(row.getString("attempts"));
    return new DeliveryDetails(
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
        Columns.instant(row, "finished_at"),
        Handled.UNKNOWN);
  }

  private static @Nullable Waits waits(ResultSet row, State state, JsonNode attempts)
      throws SQLException {
    int behind = row.getInt("behind");
    String reason = row.getString("reason");
    String why =
        reason == null || reason.isBlank()
            ? behind > 0 ? "earlier messages of its chat" : "its turn"
            : reason;
    Instant next = Columns.instant(row, "next_try_at");
    return switch (state) {
      case WAITING -> new Waits(why, next, behind);
      case UNKNOWN -> new Waits("unknown whether sent: " + why, next, behind);
      case ATTEMPTING -> new Waits("a call is in progress", lease(attempts), behind);
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
}
