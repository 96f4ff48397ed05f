package id.balas.bot.history.queries;

import id.balas.bot.database.ReadConnections;
import id.balas.bot.database.Rows;
import id.balas.bot.database.Where;
import id.balas.bot.history.readable.ReadableContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads all messages of a period, in slices of time with a few hundred messages. No connection is
/// held while a slice is written to a slow client, and the database sorts one slice at a time.
@Repository
public class MessageExport {

  /// The columns, in the order of the values of a row. `content` is JSON. `words` is the text that
  /// the author wrote, `text` the whole content as plain text.
  public static final List<String> COLUMNS =
      List.of(
          "channel",
          "chat_id",
          "id",
          "provider_id",
          "author",
          "author_user",
          "author_name",
          "sent_at",
          "status",
          "status_at",
          "edited_at",
          "deleted_at",
          "basis",
          "words",
          "content",
          "text");

  private static final String SELECT =
      """
      SELECT m.channel, m.chat_id, m.id, m.provider_id, m.author, m.author_user, m.author_name, m.sent_at, m.status,
        m.status_at, m.edited_at, m.basis, m.words, m.content, m.votes,
        coalesce(m.deleted_at, CASE WHEN m.logged_at < s.cleared_at THEN s.cleared_at END) AS deleted_at
      FROM bot.messages m
      LEFT JOIN bot.chat_summaries s ON s.channel = m.channel AND s.chat_id = m.chat_id
      """;
  private static final String ORDER =
      " ORDER BY m.sent_at, m.logged_at, coalesce(m.log_offset, -1), m.id";

  private static final int SLICE = 200;

  // Messages of one time are never divided.
  private static final String LAST_OF_SLICE =
      """
      SELECT sent_at FROM bot.messages
      WHERE sent_at >= ? AND sent_at < ?
      ORDER BY sent_at OFFSET ? LIMIT 1
      """;

  private final JdbcTemplate jdbc;

  MessageExport(ReadConnections reads) {
    this.jdbc = reads.template();
  }

  /// Passes each row to `rows`, oldest first; null for all channels.
  public void read(
      Instant from,
      Instant to,
      @Nullable String channel,
      ReadableContent readable,
      Consumer<List<@Nullable String>> rows) {
    Instant begin = from;
    while (begin.isBefore(to)) {
      Instant end = endOfSlice(begin, to);
      slice(begin, end, channel, readable).forEach(rows);
      begin = end;
    }
  }

  private Instant endOfSlice(Instant begin, Instant to) {
    return jdbc
        .query(
            LAST_OF_SLICE,
            (row, _) -> Rows.requiredInstant(row, "sent_at").plus(1, ChronoUnit.MICROS),
            Timestamp.from(begin),
            Timestamp.from(to),
            SLICE - 1)
        .stream()
        .findFirst()
        .orElse(to);
  }

  private List<List<@Nullable String>> slice(
      Instant from, Instant to, @Nullable String channel, ReadableContent readable) {
    Where where = new Where().and("sent_at >= ? AND sent_at < ?", from, to);
    if (channel != null) {
      where.and("m.channel = ?", channel);
    }
    return jdbc.query(
        SELECT + where.sql() + ORDER, (row, _) -> values(row, readable), where.values());
  }

  private static List<@Nullable String> values(ResultSet row, ReadableContent readable)
      throws SQLException {
    List<@Nullable String> values = new ArrayList<>(COLUMNS.size());
    for (String column : COLUMNS) {
      values.add(column.equals("text") ? ReadableRows.text(row, readable) : text(row, column));
    }
    return values;
  }

  private static @Nullable String text(ResultSet row, String column) throws SQLException {
    if (column.endsWith("_at")) {
      Timestamp time = row.getTimestamp(column);
      return time == null ? null : time.toInstant().toString();
    }
    return row.getString(column);
  }
}
