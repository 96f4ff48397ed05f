package id.balas.bot.history.queries;

import com.fasterxml.jackson.annotation.JsonRawValue;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.events.value.ChatKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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

  private final JdbcTemplate jdbc;

  MessageQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// `content` has the wire format, with its type in `@type`. Fields that do not apply are null.
  record View(
      String id,
      @Nullable String providerId,
      String author,
      @Nullable String authorUser,
      @Nullable String authorName,
      @Nullable String basis,
      @Nullable String causeId,
      @JsonRawValue @Nullable String content,
      @JsonRawValue @Nullable String original,
      @Nullable String quotedId,
      Instant sentAt,
      @Nullable Instant receivedAt,
      boolean backfilled,
      @Nullable Instant editedAt,
      @Nullable Instant deletedAt,
      @Nullable String status,
      @Nullable Instant statusAt,
      @Nullable String statusReason,
      @JsonRawValue @Nullable String reactions,
      @JsonRawValue @Nullable String votes) {}

  public record Page(List<View> messages, @Nullable String next) {}

  public Page page(ChatKey chat, @Nullable Cursor before, int limit) {
    Where where = new Where().and("channel = ? AND chat_id = ?", chat.channel(), chat.chatId());
    if (before != null) {
      where.and("(sent_at, id) < (?, ?)", before.at(), before.id());
    }
    List<View> views =
        jdbc.query(
            SELECT + where.sql() + " ORDER BY sent_at DESC, id DESC LIMIT ?",
            MessageQueries::read,
            where.values(limit));
    View last = views.size() < limit ? null : views.getLast();
    return new Page(views, last == null ? null : new Cursor(last.sentAt(), last.id()).write());
  }

  private static View read(ResultSet row, int index) throws SQLException {
    return new View(
        row.getString("id"),
        row.getString("provider_id"),
        row.getString("author"),
        row.getString("author_user"),
        row.getString("author_name"),
        row.getString("basis"),
        row.getString("cause_id"),
        row.getString("content"),
        row.getString("original"),
        row.getString("quoted_id"),
        row.getTimestamp("sent_at").toInstant(),
        ChatQueries.instant(row, "received_at"),
        row.getBoolean("backfilled"),
        ChatQueries.instant(row, "edited_at"),
        ChatQueries.instant(row, "deleted_at"),
        row.getString("status"),
        ChatQueries.instant(row, "status_at"),
        row.getString("status_reason"),
        row.getString("reactions"),
        row.getString("votes"));
  }
}
