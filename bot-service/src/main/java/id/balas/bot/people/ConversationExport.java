package id.balas.bot.people;

import id.balas.bot.database.ReadConnections;
import id.balas.bot.database.Where;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads the conversations whose last message was sent in a period, page by page. No connection is
/// held while a page is written to a slow client.
@Repository
public class ConversationExport {

  /// The columns, in the order of the values of a row.
  public static final List<String> COLUMNS =
      List.of(
          "channel",
          "chat_id",
          "id",
          "status",
          "opened_at",
          "active_at",
          "resolved_at",
          "resolved_by",
          "last_agent",
          "team",
          "priority",
          "rating",
          "rating_comment",
          "rated_at");

  private static final int PAGE = 500;
  private static final String SELECT =
      "SELECT " + String.join(", ", COLUMNS) + " FROM bot.conversations ";
  private static final String ORDER = " ORDER BY active_at, channel, chat_id, id LIMIT ?";

  private record Place(Instant activeAt, String channel, String chatId, String id) {}

  private record Row(Place place, List<@Nullable String> values) {}

  private final JdbcTemplate jdbc;

  ConversationExport(ReadConnections reads) {
    this.jdbc = reads.template();
  }

  /// Passes each row to `rows`, oldest first; null for all channels.
  public void read(
      Instant from, Instant to, @Nullable String channel, Consumer<List<@Nullable String>> rows) {
    List<Row> page = page(from, to, channel, null);
    while (!page.isEmpty()) {
      page.forEach(row -> rows.accept(row.values()));
      page = page.size() < PAGE ? List.of() : page(from, to, channel, page.getLast().place());
    }
  }

  private List<Row> page(Instant from, Instant to, @Nullable String channel, @Nullable Place last) {
    Where where = new Where().and("active_at >= ? AND active_at < ?", from, to);
    if (channel != null) {
      where.and("channel = ?", channel);
    }
    if (last != null) {
      where.and("active_at >= ?", last.activeAt());
      where.and(
          "(active_at, channel, chat_id, id) > (?, ?, ?, ?)",
          last.activeAt(),
          last.channel(),
          last.chatId(),
          last.id());
    }
    return jdbc.query(SELECT + where.sql() + ORDER, (row, _) -> row(row), where.values(PAGE));
  }

  private static Row row(ResultSet row) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(COLUMNS.size());
    for (String column : COLUMNS) {
      Instant time = column.endsWith("_at") ? Columns.instant(row, column) : null;
      values.add(
          time != null ? time.toString() : column.endsWith("_at") ? null : row.getString(column));
    }
    return new Row(
        new Place(
            row.getTimestamp("active_at").toInstant(),
            row.getString("channel"),
            row.getString("chat_id"),
            row.getString("id")),
        values);
  }
}
