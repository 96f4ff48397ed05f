package id.balas.bot.inbox;

import id.balas.bot.chat.store.HandlingJson;
import id.balas.bot.database.Rows;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.queries.ArrivalOrder;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.queries.ReadableRows;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.search.Excerpt;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Reads the rows of chosen chats, as one or several users see them. All queries for chats end
/// here, so that a page, a single chat and the live stream show the same.
@Repository
public class ChatRows {

  private static final String CHOSEN =
      "SELECT *, NULL::text AS hit FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS chosen (channel, chat_id, place)";

  // `OFFSET 0` forces an index lookup per chat. The customer's last message is found by its time.
  // Reactions do not count as messages.
  private static final String ROWS =
      """
      SELECT s.channel, s.chat_id, coalesce(contact.name, s.name) AS name, s.last_at, s.last_words, s.last_author, s.last_inbound_at,
        greatest(s.last_at, s.filled_at) AS listed_at, coalesce(c.mode, 'BOT') AS mode, c.assignee, c.human_until,
        c.handling, c.waiting_late, c.priority, c.waiting_since, c.snoozed_until, c.resolved_at,
        %s AS unread,
        ARRAY(SELECT l.name FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
          WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id ORDER BY lower(l.name)) AS labels,
        last.content, last.votes, last.author,
        coalesce(last.deleted_at IS NOT NULL OR last.logged_at < s.cleared_at, false) AS is_deleted,
        inbound.content AS inbound_content,
        coalesce(inbound.deleted_at IS NOT NULL OR inbound.logged_at < s.cleared_at, false) AS inbound_is_deleted,
        wanted.hit, found.content AS hit_content, found.sent_at AS hit_at
      FROM wanted
      CROSS JOIN LATERAL (
        SELECT * FROM bot.chat_summaries one
        WHERE one.channel = wanted.channel AND one.chat_id = wanted.chat_id OFFSET 0) AS s
      LEFT JOIN LATERAL (
        SELECT * FROM bot.chats one
        WHERE one.channel = wanted.channel AND one.chat_id = wanted.chat_id OFFSET 0) AS c ON true
      LEFT JOIN LATERAL (
        SELECT content, votes, author, deleted_at, logged_at FROM bot.messages
        WHERE channel = s.channel AND chat_id = s.chat_id AND content ->> '@type' <> 'Reaction'
        %s LIMIT 1) AS last ON true
      LEFT JOIN LATERAL (
        SELECT content, deleted_at, logged_at FROM bot.messages
        WHERE channel = s.channel AND chat_id = s.chat_id AND author = 'CUSTOMER' AND sent_at <= s.last_inbound_at
          AND content ->> '@type' <> 'Reaction'
        %s LIMIT 1) AS inbound ON true
      LEFT JOIN LATERAL (
        SELECT contacts.name FROM bot.contact_ids JOIN bot.contacts ON contacts.id = contact_id
        WHERE wa_id = s.chat_id OFFSET 0) AS contact ON true
      LEFT JOIN LATERAL (
        SELECT content, sent_at FROM bot.messages
        WHERE channel = s.channel AND id = wanted.hit AND chat_id = s.chat_id OFFSET 0) AS found ON true
      ORDER BY wanted.place
      """
          .formatted(UnreadSql.COUNTS, ArrivalOrder.LATEST_FIRST, ArrivalOrder.LATEST_FIRST);

  private final JdbcTemplate jdbc;
  private final WaitTargets targets;

  ChatRows(TimeLimitedJdbc jdbc, WaitTargets targets) {
    this.jdbc = jdbc.template();
    this.targets = targets;
  }

  /// A row with its place in each order. `unread` are the counts of the users that were asked for.
  public record Listed(
      ChatDetails details,
      List<Long> unread,
      boolean isLate,
      int priority,
      @Nullable Instant waitingSince,
      @Nullable Instant snoozedUntil,
      @Nullable Instant resolvedAt) {

    /// The row as the user at this position of `usernames` sees it.
    public ChatDetails seenBy(int user) {
      return details.withUnread(Math.toIntExact(unread.get(user)));
    }
  }

  /// In the order of `chats`. A chat without messages has no row. `usernames` must not be empty.
  public List<Listed> of(
      Collection<ChatKey> chats, List<String> usernames, ReadableContent readable) {
    var chosen =
        new ChatSelection.Query(
            CHOSEN,
            List.of(Rows.column(chats, ChatKey::channel), Rows.column(chats, ChatKey::chatId)),
            null);
    return query(chosen, usernames, readable);
  }

  List<Listed> query(ChatSelection.Query wanted, List<String> usernames, ReadableContent readable) {
    List<Object> parameters = new ArrayList<>(wanted.parameters());
    parameters.add(usernames.toArray(String[]::new));
    return jdbc.query(
        "WITH wanted AS MATERIALIZED (" + wanted.sql() + ")\n" + ROWS,
        (row, _) -> read(row, readable, wanted.q()),
        parameters.toArray());
  }

  private Listed read(ResultSet row, ReadableContent readable, @Nullable String q)
      throws SQLException {
    Instant waitingSince = Columns.instant(row, "waiting_since");
    return new Listed(
        details(row, waitingSince, readable, q),
        List.of((Long[]) row.getArray("unread").getArray()),
        row.getBoolean("waiting_late"),
        row.getInt("priority"),
        waitingSince,
        Columns.instant(row, "snoozed_until"),
        Columns.instant(row, "resolved_at"));
  }

  private ChatDetails details(
      ResultSet row, @Nullable Instant waitingSince, ReadableContent readable, @Nullable String q)
      throws SQLException {
    var key = new ChatKey(row.getString("channel"), row.getString("chat_id"));
    Handling handling = HandlingJson.read(row.getString("handling"));
    return new ChatDetails(
        ChatPath.write(key),
        key.channel(),
        key.chatId(),
        row.getString("name"),
        Mode.valueOf(row.getString("mode")),
        row.getString("assignee"),
        Columns.instant(row, "human_until"),
        0,
        List.of((String[]) row.getArray("labels").getArray()),
        ChatDetails.ForPeople.of(
            handling,
            targets.teamName(handling),
            waitingSince,
            targets.dueAt(key.channel(), handling, waitingSince)),
        last(row, readable),
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

  private static ChatDetails.Last last(ResultSet row, ReadableContent readable)
      throws SQLException {
    String content = row.getString("content");
    String inbound = row.getString("inbound_content");
    return new ChatDetails.Last(
        row.getTimestamp("last_at").toInstant(),
        content == null ? row.getString("last_words") : ReadableRows.preview(row, readable),
        content == null ? null : kind(HistoryJson.content(content)),
        row.getString(content == null ? "last_author" : "author"),
        inbound == null
            ? null
            : readable.preview(
                HistoryJson.content(inbound), List.of(), row.getBoolean("inbound_is_deleted")),
        Columns.instant(row, "last_inbound_at"),
        row.getTimestamp("listed_at").toInstant());
  }

  private static String kind(Content content) {
    String name =
        switch (content) {
          case Content.Media media -> media.kind().name();
          case Content.Unsupported other -> other.type();
          default -> content.getClass().getSimpleName();
        };
    return name.toUpperCase(Locale.ROOT);
  }
}
