package id.balas.bot.history.queries;

import id.balas.bot.chat.store.HandlingJson;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.search.Excerpt;
import id.balas.bot.search.FoundChats;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Queries for the chat list, latest message first.
@Repository
public class ChatQueries {

  private static final String COLUMNS =
      """
      SELECT s.channel, s.chat_id, s.name, HIT AS hit, s.last_at, s.last_words, s.last_author, s.last_inbound_at, s.cleared_at,
        greatest(s.last_at, s.filled_at) AS listed_at, coalesce(c.mode, 'BOT') AS mode, c.assignee, c.human_until,
        c.handling, c.waiting_late, c.waiting_since,
        (SELECT count(*) FROM (
          SELECT 1 FROM bot.messages m
          WHERE m.channel = s.channel AND m.chat_id = s.chat_id AND m.author = 'CUSTOMER'
            AND s.last_inbound_at > coalesce(r.read_up_to, '-infinity') AND m.sent_at > coalesce(r.read_up_to, '-infinity')
          UNION ALL
          SELECT 1 FROM bot.messages m
          WHERE m.channel = s.channel AND m.chat_id = s.chat_id AND m.author = 'CUSTOMER' AND m.backfilled
            AND s.filled_at > r.marked_at AND m.logged_at > r.marked_at AND m.sent_at <= r.read_up_to
          LIMIT 100) AS counted) AS unread,
        ARRAY(SELECT l.name FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
          WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id ORDER BY lower(l.name)) AS labels
      """;
  // The name that we gave, the last message of each chat of a page, for the preview, and the
  // message
  // that was found. Reactions do not count.
  private static final String BEFORE_PAGE =
      """
      SELECT page.*, contact.name AS own_name, last.content, last.votes, last.author,
        found.content AS hit_content, found.sent_at AS hit_at,
        coalesce(last.deleted_at IS NOT NULL OR last.logged_at < page.cleared_at, false) AS is_deleted
      FROM (
      """;
  private static final String AFTER_PAGE =
      """
      ) AS page
      LEFT JOIN LATERAL (
        SELECT content, votes, author, deleted_at, logged_at FROM bot.messages
        WHERE channel = page.channel AND chat_id = page.chat_id AND content ->> '@type' <> 'Reaction'
      """
          + ArrivalOrder.LATEST_FIRST
          + """
           LIMIT 1) AS last ON true
          LEFT JOIN LATERAL (
            SELECT contacts.name FROM bot.contact_ids JOIN bot.contacts ON contacts.id = contact_id
            WHERE wa_id = page.chat_id OFFSET 0) AS contact ON true
          LEFT JOIN bot.messages AS found
            ON found.channel = page.channel AND found.id = page.hit AND found.chat_id = page.chat_id
          ORDER BY
          """;
  // A chat rises when a message is sent in it, and when one that was missing is found. The index
  // has the expression.
  private static final String LISTED_AT = "greatest(s.last_at, s.filled_at)";
  private static final String LATEST_FIRST = "%3$s DESC, %1$schannel, %1$schat_id";
  // The index of waiting chats has this order.
  private static final String LONGEST_WAIT_FIRST =
      "%2$swaiting_late, %2$swaiting_since, %2$schannel, %2$schat_id";
  private static final String ALL = "FROM bot.chat_summaries s";
  private static final String JOINED =
      """

      LEFT JOIN bot.chats c ON c.channel = s.channel AND c.chat_id = s.chat_id
      LEFT JOIN bot.read_marks r ON r.channel = s.channel AND r.chat_id = s.chat_id
      """;

  private final JdbcTemplate jdbc;
  private final String countryCode;

  ChatQueries(TimeLimitedJdbc jdbc, @Value("${balas.bot.country-code}") String countryCode) {
    this.jdbc = jdbc.template();
    this.countryCode = countryCode;
  }

  public ChatDetails.Page list(ChatSearch filter, ReadableContent readable) {
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
              + "coalesce(s.last_inbound_at > coalesce(r.read_up_to, '-infinity') OR s.filled_at > r.marked_at, false)");
    }
    if (filter.waiting()) {
      where.and("c.waiting_since IS NOT NULL").and("c.snoozed_until IS NULL");
    }
    if (filter.label() != null) {
      where.and(
          """
          EXISTS (SELECT 1 FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
            WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id AND lower(l.name) = lower(?))\
          """,
          filter.label());
    }
    if (filter.after() != null && filter.waiting()) {
      WaitingCursor.after(filter.after(), where);
    } else if (filter.after() != null) {
      ChatKey last = ChatPath.parse(filter.after().id());
      where.and(
          "(%1$s < ? OR (%1$s = ? AND (s.channel, s.chat_id) > (?, ?)))".formatted(LISTED_AT),
          filter.after().at(),
          filter.after().at(),
          last.channel(),
          last.chatId());
      where.and(LISTED_AT + " <= ?", filter.after().at());
    }
    String order = filter.waiting() ? LONGEST_WAIT_FIRST : LATEST_FIRST;
    String q = filter.q();
    FoundChats found =
        q == null ? null : new FoundChats(q, filter.since(), filter.until(), countryCode);
    List<ChatDetails> views =
        jdbc.query(
            withLast(
                columns(found == null ? "NULL::text" : "found.hit")
                    + (found == null ? ALL : found.sql())
                    + JOINED
                    + where.sql()
                    + " ORDER BY "
                    + order.formatted("s.", "c.", LISTED_AT)
                    + " LIMIT ?",
                order),
            (row, _) -> read(row, readable, q),
            Stream.concat(
                    found == null ? Stream.empty() : found.values().stream(),
                    Arrays.stream(where.values(filter.limit())))
                .toArray());
    ChatDetails last = views.size() < filter.limit() ? null : views.getLast();
    return new ChatDetails.Page(views, last == null ? null : next(last, filter).toString());
  }

  private static Cursor next(ChatDetails last, ChatSearch filter) {
    ChatDetails.WaitingDetails waiting = last.people().waiting();
    return filter.waiting() && waiting != null
        ? WaitingCursor.at(waiting, last.id())
        : new Cursor(last.last().listedAt(), last.id());
  }

  private static String columns(String hit) {
    return COLUMNS.replace("HIT", hit);
  }

  private static String withLast(String page, String order) {
    return BEFORE_PAGE + page + AFTER_PAGE + order.formatted("page.", "page.", "page.listed_at");
  }

  public Optional<ChatDetails> find(ChatKey chat, ReadableContent readable) {
    return jdbc
        .query(
            withLast(
                columns("NULL::text") + ALL + JOINED + "WHERE s.channel = ? AND s.chat_id = ?",
                LATEST_FIRST),
            (row, _) -> read(row, readable, null),
            chat.channel(),
            chat.chatId())
        .stream()
        .findFirst();
  }

  private static ChatDetails read(ResultSet row, ReadableContent readable, @Nullable String q)
      throws SQLException {
    String ownName = row.getString("own_name");
    boolean hasMessage = row.getString("content") != null;
    var key = new ChatKey(row.getString("channel"), row.getString("chat_id"));
    return new ChatDetails(
        ChatPath.write(key),
        key.channel(),
        key.chatId(),
        ownName == null ? row.getString("name") : ownName,
        Mode.valueOf(row.getString("mode")),
        row.getString("assignee"),
        Columns.instant(row, "human_until"),
        row.getInt("unread"),
        strings(row.getArray("labels")),
        ChatDetails.ForPeople.of(
            HandlingJson.read(row.getString("handling")), Columns.instant(row, "waiting_since")),
        new ChatDetails.Last(
            row.getTimestamp("last_at").toInstant(),
            hasMessage ? ReadableRows.preview(row, readable) : row.getString("last_words"),
            row.getString(hasMessage ? "author" : "last_author"),
            Columns.instant(row, "last_inbound_at"),
            row.getTimestamp("listed_at").toInstant()),
        hit(row, q));
  }

  private static ChatDetails.@Nullable Hit hit(ResultSet row, @Nullable String q)
      throws SQLException {
    String content = row.getString("hit_content");
    return q == null || content == null
        ? null
        : new ChatDetails.Hit(
            row.getString("hit"),
            row.getTimestamp("hit_at").toInstant(),
            Excerpt.of(Excerpt.searched(HistoryJson.content(content)), q));
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
