package id.balas.bot.history.queries;

import id.balas.bot.database.Rows;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.events.value.ChatKey;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Queries for the messages of a chat, latest first.
@Repository
public class MessageQueries {

  private static final String SELECT =
      """
      SELECT id, provider_id, author, author_user, author_name, basis, cause_id, content, original, quoted_id, sent_at,
        received_at, backfilled, edited_at, deleted_at, status, status_at, status_reason, reactions, votes
      FROM bot.messages
      """;

  private static final String LATEST_OF_CUSTOMER =
      """
      SELECT id FROM bot.messages WHERE channel = ? AND chat_id = ? AND author = 'CUSTOMER'
      ORDER BY sent_at DESC, id DESC LIMIT 1
      """;

  private final JdbcTemplate jdbc;

  MessageQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  public MessageDetails.Page page(ChatKey chat, @Nullable Cursor before, int limit) {
    Where where = new Where().and("channel = ? AND chat_id = ?", chat.channel(), chat.chatId());
    if (before != null) {
      where.and("(sent_at, id) < (?, ?)", before.at(), before.id());
    }
    List<MessageDetails> views =
        jdbc.query(
            SELECT + where.sql() + " ORDER BY sent_at DESC, id DESC LIMIT ?",
            MessageQueries::read,
            where.values(limit));
    MessageDetails last = views.size() < limit ? null : views.getLast();
    return new MessageDetails.Page(
        views, last == null ? null : new Cursor(last.times().sentAt(), last.id()).toString());
  }

  /// The id of the customer's latest message.
  public Optional<String> latestOfCustomer(ChatKey chat) {
    return jdbc
        .queryForList(LATEST_OF_CUSTOMER, String.class, chat.channel(), chat.chatId())
        .stream()
        .findFirst();
  }

  /// Empty if the chat has no such message.
  public Optional<Instant> sentAt(ChatKey chat, String id) {
    return jdbc
        .query(
            "SELECT sent_at FROM bot.messages WHERE channel = ? AND id = ? AND chat_id = ?",
            (row, _) -> Rows.requiredInstant(row, "sent_at"),
            chat.channel(),
            id,
            chat.chatId())
        .stream()
        .findFirst();
  }

  private static MessageDetails read(ResultSet row, int index) throws SQLException {
    return new MessageDetails(
        row.getString("id"),
        row.getString("provider_id"),
        new MessageDetails.Origin(
            row.getString("author"),
            row.getString("author_user"),
            row.getString("author_name"),
            row.getString("basis"),
            row.getString("cause_id")),
        new MessageDetails.Body(
            row.getString("content"), row.getString("original"), row.getString("quoted_id")),
        new MessageDetails.Times(
            Rows.requiredInstant(row, "sent_at"),
            Columns.instant(row, "received_at"),
            row.getBoolean("backfilled"),
            Columns.instant(row, "edited_at"),
            Columns.instant(row, "deleted_at")),
        new MessageDetails.Delivery(
            row.getString("status"),
            Columns.instant(row, "status_at"),
            row.getString("status_reason")),
        row.getString("reactions"),
        row.getString("votes"));
  }
}
