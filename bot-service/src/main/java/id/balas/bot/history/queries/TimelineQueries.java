package id.balas.bot.history.queries;

import id.balas.bot.database.Rows;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Explains each message of the bot: every record of a chat with its cause and its effects, latest
/// first.
@Repository
public class TimelineQueries {

  // Two branches, so that each uses an index: decisions about messages are joined by message id,
  // decisions about commands have their own index. They keep the id under which they were decided,
  // and `LATERAL` looks each id of the chat up in the index.
  private static final String SELECT =
      """
      (SELECT m.sent_at AS at, 'message' AS kind, m.id, m.author, m.author_user, left(m.words, 200) AS words, m.basis,
        m.cause_id, m.status, m.status_reason, d.outcome, d.rule, NULL AS by_user, d.ended_by, d.emits
      FROM bot.messages m
      LEFT JOIN bot.decisions d ON d.channel = m.channel AND d.cause_id = m.id AND d.outcome <> 'FORWARDED'
        AND d.chat_id IN (SELECT m.chat_id UNION ALL SELECT json_array_elements_text(identity->'aliases')
          FROM bot.chats WHERE channel = m.channel AND chat_id = m.chat_id)
      WHERE m.channel = ? AND m.chat_id = ? AND (m.sent_at, m.id) < (?, ?)
      ORDER BY m.sent_at DESC, m.id DESC LIMIT ?)
      UNION ALL
      (SELECT d.decided_at, 'command', d.cause_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, d.outcome, d.rule,
        (SELECT a.caller FROM bot.actions a WHERE a.channel = d.channel AND a.command_id = d.cause_id), d.ended_by, d.emits
      FROM (SELECT ?::text AS channel, ?::text AS chat_id) AS chat
      CROSS JOIN LATERAL (
        SELECT chat.chat_id AS id
        UNION ALL SELECT json_array_elements_text(identity->'aliases') FROM bot.chats
          WHERE channel = chat.channel AND chat_id = chat.chat_id) AS either
      CROSS JOIN LATERAL (
        SELECT * FROM bot.decisions AS one
        WHERE one.channel = chat.channel AND one.chat_id = either.id AND one.outcome IN ('DONE', 'REFUSED', 'HANDED_OFF')
          AND (one.decided_at, one.cause_id) < (?, ?)
          AND NOT EXISTS (
            SELECT 1 FROM bot.messages m
            WHERE m.channel = chat.channel AND m.id = one.cause_id AND m.chat_id IN (chat.chat_id, one.chat_id))
        ORDER BY one.decided_at DESC, one.cause_id DESC LIMIT ?) AS d
      ORDER BY d.decided_at DESC, d.cause_id DESC LIMIT ?)
      ORDER BY at DESC, id DESC LIMIT ?
      """;

  private static final String LIST = "timeline";
  private static final Cursor END = new Cursor(Instant.parse("2199-12-31T00:00:00Z"), "");

  private final JdbcTemplate jdbc;

  TimelineQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// Throws [id.balas.service.web.ProblemException] for a cursor of another list.
  public TimelineEntry.Page page(ChatKey chat, @Nullable Cursor before, int limit) {
    Cursor end = Objects.requireNonNullElse(Cursor.in(LIST, "before", before), END);
    Timestamp at = Timestamp.from(end.at());
    List<TimelineEntry> entries =
        jdbc.query(
            SELECT,
            TimelineQueries::read,
            chat.channel(),
            chat.chatId(),
            at,
            end.id(),
            limit,
            chat.channel(),
            chat.chatId(),
            at,
            end.id(),
            limit,
            limit,
            limit);
    TimelineEntry last = entries.size() < limit ? null : entries.getLast();
    return new TimelineEntry.Page(
        entries, last == null ? null : Cursor.of(LIST, last.at(), last.id()).toString());
  }

  private static TimelineEntry read(ResultSet row, int index) throws SQLException {
    String emits = row.getString("emits");
    return new TimelineEntry(
        Rows.requiredInstant(row, "at"),
        row.getString("kind"),
        row.getString("id"),
        new TimelineEntry.Message(
            row.getString("author"),
            row.getString("author_user"),
            row.getString("words"),
            row.getString("basis"),
            row.getString("cause_id"),
            row.getString("status"),
            row.getString("status_reason")),
        new TimelineEntry.Decision(
            row.getString("outcome"),
            row.getString("rule"),
            row.getString("by_user"),
            row.getString("ended_by"),
            emits == null ? List.of() : EmittedRecords.named(emits)));
  }
}
