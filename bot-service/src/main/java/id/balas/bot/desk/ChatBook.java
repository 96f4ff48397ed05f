package id.balas.bot.desk;

import id.balas.events.ChatKey;
import id.balas.events.Mode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The chats as people see them, the one with the latest message first.
@Repository
class ChatBook {

  private static final int MOST_COUNTED = 100;

  private static final String SELECT =
      """
      SELECT s.channel, s.chat_id, s.name, s.last_at, s.last_words, s.last_author, s.last_inbound_at,
        coalesce(c.mode, 'BOT') AS mode, c.assignee, c.human_until,
        (SELECT count(*) FROM (
          SELECT 1 FROM bot.messages m
          WHERE m.channel = s.channel AND m.chat_id = s.chat_id AND m.author = 'CUSTOMER'
            AND s.last_inbound_at > coalesce(r.read_up_to, '-infinity') AND m.sent_at > coalesce(r.read_up_to, '-infinity')
          LIMIT %d) AS counted) AS unread,
        ARRAY(SELECT l.name FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
          WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id ORDER BY lower(l.name)) AS labels
      FROM bot.chat_summaries s
      LEFT JOIN bot.chats c ON c.channel = s.channel AND c.chat_id = s.chat_id
      LEFT JOIN bot.read_marks r ON r.channel = s.channel AND r.chat_id = s.chat_id
      """
          .formatted(MOST_COUNTED);

  private static final String FOUND =
      """
      (s.channel, s.chat_id) IN (
        SELECT channel, chat_id FROM bot.chat_summaries WHERE name IS NOT NULL AND to_tsvector('simple', name) @@ to_tsquery('simple', ?)
        UNION SELECT channel, chat_id FROM bot.chat_summaries WHERE chat_id LIKE ?
        UNION SELECT channel, chat_id FROM bot.messages
          WHERE words IS NOT NULL AND deleted_at IS NULL AND to_tsvector('simple', words) @@ to_tsquery('simple', ?)
            AND sent_at >= ? AND sent_at < ?)
      """;

  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final String NOBODY = "!";

  private final JdbcTemplate jdbc;

  ChatBook(PatientJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// `unread` is counted up to 100. `humanUntil` is how long the bot keeps silent after a message of one of us.
  record View(
      String id,
      String channel,
      String chatId,
      @Nullable String name,
      Mode mode,
      @Nullable String assignee,
      @Nullable Instant humanUntil,
      int unread,
      List<String> labels,
      Instant lastAt,
      @Nullable String lastWords,
      String lastAuthor,
      @Nullable Instant lastInboundAt) {}

  record Page(List<View> chats, @Nullable String next) {}

  Page list(ChatFilter filter) {
    Where where = new Where();
    if (filter.channel() != null) {
      where.and("s.channel = ?", filter.channel());
    }
    if (filter.mode() == Mode.BOT) {
      where.and("coalesce(c.mode, 'BOT') = 'BOT'");
    } else if (filter.mode() != null) {
      where.and("c.mode = ?", filter.mode().name());
    }
    if (filter.assignee() != null) {
      where.and("c.assignee = ?", filter.assignee());
    }
    if (filter.unread() != null) {
      where.and(
          (filter.unread() ? "" : "NOT ")
              + "coalesce(s.last_inbound_at > coalesce(r.read_up_to, '-infinity'), false)");
    }
    if (filter.label() != null) {
      where.and(
          """
          EXISTS (SELECT 1 FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
            WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id AND lower(l.name) = lower(?))""",
          filter.label());
    }
    if (filter.q() != null) {
      String number = filter.number();
      where.and(
          FOUND,
          filter.query(true),
          number == null ? NOBODY : number + "%",
          filter.query(false),
          filter.since(),
          filter.until() == null ? NEVER : filter.until());
    }
    if (filter.after() != null) {
      ChatKey last = ChatPath.read(filter.after().id());
      where.and("(s.last_at < ? OR (s.last_at = ? AND (s.channel, s.chat_id) > (?, ?)))",
          filter.after().at(), filter.after().at(), last.channel(), last.chatId());
      where.and("s.last_at <= ?", filter.after().at());
    }
    List<View> views =
        jdbc.query(
            SELECT + where.sql() + " ORDER BY s.last_at DESC, s.channel, s.chat_id LIMIT ?",
            ChatBook::read,
            where.values(filter.limit()));
    View last = views.size() < filter.limit() ? null : views.getLast();
    return new Page(views, last == null ? null : new Cursor(last.lastAt(), last.id()).write());
  }

  Optional<View> find(ChatKey chat) {
    return jdbc
        .query(SELECT + "WHERE s.channel = ? AND s.chat_id = ?", ChatBook::read, chat.channel(), chat.chatId())
        .stream()
        .findFirst();
  }

  private static View read(ResultSet row, int index) throws SQLException {
    var key = new ChatKey(row.getString("channel"), row.getString("chat_id"));
    return new View(
        ChatPath.write(key),
        key.channel(),
        key.chatId(),
        row.getString("name"),
        Mode.valueOf(row.getString("mode")),
        row.getString("assignee"),
        instant(row, "human_until"),
        row.getInt("unread"),
        strings(row.getArray("labels")),
        row.getTimestamp("last_at").toInstant(),
        row.getString("last_words"),
        row.getString("last_author"),
        instant(row, "last_inbound_at"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
